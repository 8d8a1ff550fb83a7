"""Logins and roles, with Unfold's forms."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as BaseGroupAdmin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from articles.admin.telling import moment

admin.site.unregister([User, Group])


@admin.register(User)
class UserAdmin(BaseUserAdmin, ModelAdmin):
    """Who may come to the desk."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "full_name", "email", "roles", "is_active", "last_seen")
    list_filter = ("groups", "is_active", "is_superuser")
    compressed_fields = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Each login with its roles."""
        return super().get_queryset(request).prefetch_related("groups")

    @display(description="Name", ordering="last_name")
    def full_name(self, user: User) -> str:
        """First and last name."""
        return user.get_full_name() or "—"

    @display(description="Last login", ordering="last_login")
    def last_seen(self, user: User) -> str:
        """When they last came in."""
        return capfirst(moment(user.last_login)) or "Never"

    @display(description="Roles")
    def roles(self, user: User) -> str:
        """The groups the login belongs to."""
        names = [group.name for group in user.groups.all()]
        return ", ".join(["Everything", *names] if user.is_superuser else names) or "—"


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin, ModelAdmin):
    """What a role may do."""

    list_display = ("name", "members")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """Each role with its members."""
        return super().get_queryset(request).prefetch_related("user_set")

    @display(description="Members")
    def members(self, group: Group) -> str:
        """Who has the role."""
        return ", ".join(user.get_username() for user in group.user_set.all()) or "—"
