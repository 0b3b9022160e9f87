"""The addresses of the API, below /api/v1/."""

from django.urls import path, re_path

from annotations.api.documents import Document, Pages
from annotations.api.views import (
    all_evidence,
    articles,
    claims,
    contacts,
    evidence,
    exports,
    imports,
    linked,
    members,
    notifications,
    people,
    persons,
    queues,
    sources,
    verdicts,
)
from annotations.api.views.nowhere import Nowhere

app_name = "api"
urlpatterns = [
    path("me/", people.Me.as_view(), name="me"),
    path("me/tokens/", members.Tokens.as_view(), name="me-tokens"),
    path("me/tokens/<uuid:id>/", members.OneToken.as_view(), name="me-token"),
    path("members/", members.Members.as_view(), name="members"),
    path("members/<uuid:id>/", members.OneMember.as_view(), name="member"),
    path("scales/", people.Scales.as_view(), name="scales"),
    path("policies/", people.Policies.as_view(), name="policies"),
    path("ratings/", people.Ratings.as_view(), name="ratings"),
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<uuid:id>/", articles.OneArticle.as_view(), name="article"),
    path("articles/<uuid:id>/claims/", articles.ArticleClaims.as_view(), name="article-claims"),
    path("articles/<uuid:id>/changes/", articles.ArticleChanges.as_view(), name="article-changes"),
    path(
        "articles/<uuid:id>/annotations/",
        linked.ArticleAnnotations.as_view(),
        name="article-annotations",
    ),
    path("claims/", claims.Claims.as_view(), name="claims"),
    path("claims/<uuid:id>/", claims.OneClaim.as_view(), name="claim"),
    path("claims/<uuid:id>/occurrences/", claims.Occurrences.as_view(), name="claim-occurrences"),
    path("claims/<uuid:id>/evidence/", evidence.AttachedEvidence.as_view(), name="claim-evidence"),
    path("claims/<uuid:id>/triage/", claims.Triages.as_view(), name="claim-triage"),
    path("claims/<uuid:id>/contacts/", contacts.Contacts.as_view(), name="claim-contacts"),
    path("claims/<uuid:id>/verdicts/", verdicts.DraftVerdict.as_view(), name="claim-verdicts"),
    path("claims/<uuid:id>/claimreview/", linked.ClaimReview.as_view(), name="claim-claimreview"),
    path("evidence/", all_evidence.AllEvidence.as_view(), name="all-evidence"),
    path("evidence/<uuid:id>/", evidence.OneEvidence.as_view(), name="evidence"),
    path("evidence/<uuid:id>/file/", evidence.EvidenceFile.as_view(), name="evidence-file"),
    path(
        "evidence/<uuid:id>/preview/", evidence.EvidencePreview.as_view(), name="evidence-preview"
    ),
    path(
        "evidence/<uuid:id>/readers/", evidence.EvidenceReaders.as_view(), name="evidence-readers"
    ),
    path("verdicts/", verdicts.Verdicts.as_view(), name="verdicts"),
    path("verdicts/<uuid:id>/", verdicts.OneVerdict.as_view(), name="verdict"),
    path("verdicts/<uuid:id>/submit/", verdicts.Submit.as_view(), name="verdict-submit"),
    path("verdicts/<uuid:id>/reviews/", verdicts.Reviews.as_view(), name="verdict-reviews"),
    path("contacts/<uuid:id>/", contacts.OneContact.as_view(), name="contact"),
    path("notifications/", notifications.Notifications.as_view(), name="notifications"),
    path(
        "notifications/read/", notifications.ReadNotifications.as_view(), name="notifications-read"
    ),
    path("people/", persons.People.as_view(), name="people"),
    path("people/<uuid:id>/", persons.OnePerson.as_view(), name="person"),
    path("sources/", sources.Sources.as_view(), name="sources"),
    path("sources/<uuid:id>/", sources.OneSource.as_view(), name="source"),
    path("queues/", queues.Queues.as_view(), name="queues"),
    path("queues/<slug:slug>/items/", queues.QueueItems.as_view(), name="queue-items"),
    path("queues/<slug:slug>/next/", queues.Next.as_view(), name="queue-next"),
    path("exports/", exports.Exports.as_view(), name="exports"),
    path("exports/<uuid:id>/", exports.OneExport.as_view(), name="export"),
    path("exports/<uuid:id>/cancel/", exports.CancelExport.as_view(), name="export-cancel"),
    path("exports/<uuid:id>/download/", exports.DownloadExport.as_view(), name="export-download"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/<uuid:id>/", imports.OneImport.as_view(), name="import"),
    path("imports/<uuid:id>/rows/", imports.ImportRows.as_view(), name="import-rows"),
    path("imports/<uuid:id>/cancel/", imports.CancelImport.as_view(), name="import-cancel"),
    path("imports/<uuid:id>/resume/", imports.ResumeImport.as_view(), name="import-resume"),
    path("schema/", Document.as_view(), name="schema"),
    path("docs/", Pages.as_view(), name="docs"),
    re_path("", Nowhere.as_view()),  # whatever else stands there, line breaks too
]
