from django.urls import path

from conversations.views import detail, listing, sync, taking

app_name = "conversations"
urlpatterns = [
    path("", listing.tenants, name="tenants"),
    path("<int:tenant>/", listing.listing, name="list"),
    path("<int:tenant>/numbers/", listing.numbers, name="numbers"),
    path("<int:tenant>/sync/", sync.synchronise, name="synchronise"),
    path("<int:tenant>/sync/stop/", sync.stop, name="stop"),
    path("<int:tenant>/sync/every/", sync.every, name="every"),
    path("<int:tenant>/take/<str:flavour>/", taking.take, name="take"),
    path("<int:tenant>/export/", taking.export, name="export"),
    path("<int:tenant>/<int:pk>/", detail.detail, name="detail"),
    path("<int:tenant>/<int:pk>/star/", detail.star, name="star"),
]
