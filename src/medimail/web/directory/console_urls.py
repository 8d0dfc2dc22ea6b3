from django.urls import path

from medimail.web.directory import imports

urlpatterns = [path("", imports.imports, name="imports")]
