"""The addresses of the pages."""

from django.urls import path

from annotations.web import account, articles, claims, exports, reviews, work

app_name = "web"
urlpatterns = [
    path("", work.my_work, name="my-work"),
    path("login/", account.sign_in, name="login"),
    path("logout/", account.sign_out, name="logout"),
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
