"""Whose desk is whose: a desk stands for its structure and everything below it."""

from taxonomy.models import Structure

from .models import Desk, Role, User, central_desk


class Desks:
    """All desks at one moment, by the tree of structures: two queries, then none."""

    def __init__(self) -> None:
        self._parents: dict[int, int | None] = dict(Structure.objects.values_list("pk", "parent_id"))
        self.by_structure: dict[int | None, int] = dict(Desk.objects.values_list("structure", "pk"))

    def nearest(self, structure: int | None) -> int | None:
        """Key of the desk of `structure` (a key), or of the nearest one above it, or of the organisation's; or None."""
        return next(iter(self.above(structure)), None)

    def above(self, structure: int | None) -> list[int]:
        """Keys of the desks that stand for `structure`: its own, those above it, and the organisation's."""
        found = []
        while structure is not None:
            if structure in self.by_structure:
                found.append(self.by_structure[structure])
            structure = self._parents.get(structure)
        return [*found, self.by_structure[None]] if None in self.by_structure else found


def roles_of(user: User) -> dict[int, Role]:
    """Key of desk → the highest role that `user` has there, by membership of it or of a desk above it.

    A superuser is publisher everywhere. Read once for a user object; a request makes a new one.
    """
    if not hasattr(user, "_roles_by_desk"):
        user._roles_by_desk = _roles(user)  # type: ignore[attr-defined]
    return user._roles_by_desk  # type: ignore[attr-defined]


def central_role(user: User) -> Role | None:
    """The role of `user` at the desk of the whole organisation. Read once for a user object, as roles_of()."""
    if not hasattr(user, "_central_role"):
        user._central_role = roles_of(user).get(central_desk())  # type: ignore[attr-defined]
    return user._central_role  # type: ignore[attr-defined]


def _roles(user: User) -> dict[int, Role]:
    if not user.is_active:
        return {}
    if user.is_superuser:
        return dict.fromkeys(Desk.objects.values_list("pk", flat=True), Role.PUBLISHER)
    mine = {key: Role(role) for key, role in user.memberships.values_list("desk", "role")}
    if not mine:
        return {}
    desks = Desks()
    found: dict[int, Role] = {}
    for structure, desk in desks.by_structure.items():
        roles = [mine[above] for above in desks.above(structure) if above in mine]
        if roles:
            found[desk] = max(roles, key=lambda role: role.rank)
    return found


def desk_for(user: User) -> int | None:
    """Key of the desk at which `user` begins something: one where their role is highest; None without any."""
    mine = user.memberships.order_by("pk")
    best = max(mine, key=lambda membership: Role(membership.role).rank, default=None)
    return best.desk_id if best else None


def own_desk(user: User) -> Desk:
    """The desk of desk_for(), or that of the whole organisation: by its clock `user` is told what has no other."""
    return Desk.objects.select_related("structure").get(pk=desk_for(user) or central_desk())
