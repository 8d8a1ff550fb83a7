"""What the workflow announces, after the commit. Each carries ``versions``, a list: one act or a whole batch."""

from django.dispatch import Signal

# Versions got a span: they are before readers now, or will be at their ``live_from``. ``are_indexed`` is there and
# true where the import has put them into the search index itself, in their own transaction.
versions_published = Signal()
# Versions lost their span, or it was ended early: a story was withdrawn or its schedule cancelled.
versions_withdrawn = Signal()
