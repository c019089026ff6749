"""Forms for users, who are known by e-mail address."""

from typing import ClassVar

from django import forms
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.utils.translation import gettext_lazy as _

from .models import User


class EmailOnce(forms.ModelForm):
    def clean_email(self) -> str:
        """Refuse an address that somebody has already, in whatever case."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody has this e-mail address already."))
        return email


class NewUserForm(EmailOnce, UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: ClassVar[dict] = {}


class UserForm(EmailOnce, UserChangeForm):
    class Meta:
        model = User
        fields = ("email", "name")  # the admin names the others
        field_classes: ClassVar[dict] = {}
