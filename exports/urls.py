from django.urls import path

from exports.views import actions, detail, files, listing, new_articles, new_range, updates

app_name = "exports"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("new/", new_range.new, name="new"),
    path("new/articles/", new_articles.new, name="new-articles"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/cancel/", actions.cancel, name="cancel"),
    path("<int:pk>/retry/", actions.retry, name="retry"),
    path("<int:pk>/repeat/", actions.repeat, name="repeat"),
    path("<int:pk>/update/", updates.update, name="update"),
    path("<int:pk>/watch/", updates.watch, name="watch"),
    path("<int:pk>/watch/stop/", updates.stop, name="stop-watch"),
    path("<int:pk>/delete/", actions.delete, name="delete"),
    path("<int:pk>/files/<int:part_pk>/", files.file, name="file"),
    path("<int:pk>/download/", files.everything, name="download"),
    path("<int:pk>/merged.csv", files.merged, name="merged"),
    path("<int:pk>/comments.csv.zip", files.table, name="table"),
    path("<int:pk>/manifest.json", files.manifest, name="manifest"),
]
