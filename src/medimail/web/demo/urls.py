from django.urls import path

from medimail.web.demo import views

urlpatterns = [
    path("demo/courriels/", views.letters, name="demo_mail"),
    path("demo/courriels/<int:pk>/", views.letter, name="demo_letter"),
    path("demo/courriels/<int:pk>/rendez-vous-medimail.ics", views.letter_calendar, name="demo_letter_calendar"),
    path("demo/courriels/<int:pk>/page/", views.letter_page, name="demo_letter_page"),
]
