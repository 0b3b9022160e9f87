"""The article that newcomers try things on is brought in when the first of them asks for it."""

from django.utils.translation import gettext as _

from annotations.actions import audit
from annotations.actions.acts import act, refreshed
from annotations.actions.articles import add_article
from annotations.domain.practice import PARAGRAPHS, PUBLISHER, TITLE
from annotations.models import Article, Membership


@act
def begin_practice(*, actor: Membership) -> Article:
    """The desk's practice article. Everybody of the desk tries things on the same one."""
    known = Article.objects.visible_to(actor).filter(practice=True).order_by("-id").first()
    if known is not None:
        return known
    text = "\n\n".join(_(paragraph) for paragraph in PARAGRAPHS)
    article, _new = add_article(
        actor=actor, data=text, kind="text", title=_(TITLE), publisher=_(PUBLISHER)
    )
    article.practice = True
    article.save(update_fields=["practice"])
    audit.record("article.marked_practice", actor=actor, subject=refreshed(article))
    return article
