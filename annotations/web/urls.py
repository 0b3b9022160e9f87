"""The addresses of the pages."""

from django.urls import path

from annotations.web import (
    account,
    articles,
    claims,
    exports,
    members,
    passwords,
    reviews,
    security,
    work,
)

app_name = "web"
urlpatterns = [
    path("", work.my_work, name="my-work"),
    path("login/", account.sign_in, name="login"),
    path("logout/", account.sign_out, name="logout"),
    path("password/forgotten/", passwords.forgotten, name="password-forgotten"),
    path("password/link/<str:link>/", passwords.by_link, name="password-link"),
    path("account/", security.account_page, name="account"),
    path("account/password/", passwords.change, name="password-change"),
    path("account/sessions/others/end/", security.end_others, name="sessions-end"),
    path("account/sessions/<uuid:session_id>/end/", security.end_session, name="session-end"),
    path("account/tokens/new/", security.new_token, name="token-new"),
    path("account/tokens/<uuid:token_id>/revoke/", security.revoke_token, name="token-revoke"),
    path("account/leave/", security.leave_desk, name="desk-leave"),
    path("members/", members.member_list, name="members"),
    path("members/invite/", members.invite, name="member-invite"),
    path("members/<uuid:membership_id>/", members.one, name="member"),
    path("members/<uuid:membership_id>/invite/", members.invite_again, name="member-invite-again"),
    path("members/<uuid:membership_id>/end/", members.end, name="member-end"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/import/", articles.import_article, name="article-import"),
    path("articles/<uuid:article_id>/", articles.workbench, name="article"),
    path("claims/<uuid:claim_id>/", claims.claim_page, name="claim"),
    path("claims/<uuid:claim_id>/withdraw/", claims.withdraw, name="claim-withdraw"),
    path("review/", reviews.queue, name="review"),
    path("review/next/", reviews.take_next, name="review-next"),
    path("review/<uuid:item_id>/", reviews.item, name="review-item"),
    path("review/<uuid:item_id>/take/", reviews.take, name="review-take"),
    path("review/<uuid:item_id>/extend/", reviews.extend, name="review-extend"),
    path("review/<uuid:item_id>/release/", reviews.release, name="review-release"),
    path("exports/", exports.export_page, name="exports"),
    path("exports/jobs/", exports.jobs, name="export-jobs"),
    path("exports/<uuid:export_id>/cancel/", exports.cancel, name="export-cancel"),
    path("exports/<uuid:export_id>/download/", exports.download, name="export-download"),
]
