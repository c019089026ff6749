# Varnish 6 or 7 in front of the newsroom. Goes to /etc/varnish/default.vcl.
# The site runs at 127.0.0.1:8000 with BEHIND_PROXY=true and ALLOWED_HOSTS=news.example.org.
# How long a page may be shown is what its Cache-Control says; nothing here prolongs it.
vcl 4.1;

# What ends TLS before Varnish, and may say that a request came by https.
acl trusted {
    "127.0.0.1";
    "::1";
}

backend newsroom {
    .host = "127.0.0.1";
    .port = "8000";
}

sub vcl_recv {
    set req.http.X-Forwarded-Host = req.http.Host;
    if (client.ip !~ trusted || !req.http.X-Forwarded-Proto) {
        set req.http.X-Forwarded-Proto = "http";
    }
    # Who has a session or a password talks to the site itself.
    if (req.http.Authorization || req.http.Cookie ~ "(^|;\s*)sessionid=" || req.url ~ "^/admin/") {
        return (pass);
    }
    # Public pages are the same for everybody else, whatever cookies other sites of the domain have left.
    unset req.http.Cookie;
}

sub vcl_hash {
    hash_data(req.http.X-Forwarded-Proto);
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
}
