from django.urls import path

from medimail.web.joining import linking, views

urlpatterns = [
    path("inscription/psc/", views.join, name="join"),
    path("lier/", linking.link, name="link"),
    path("lier/non/", linking.refuse_link, name="refuse_link"),
    path("securite/retirer/<slug:provider>/", linking.unlink, name="unlink"),
]
