"""Data Docs, Great Expectations' own website, made of the validation results that the audit of a build kept."""

from pathlib import Path

from expectations.audit import kept_validations, quiet_context


def write_data_docs(validations: Path, folder: Path) -> None:
    """Write the website of the results in the folder validations. Nothing is evaluated again."""
    context = quiet_context()
    kept_validations(context, validations)
    context.add_data_docs_site(
        site_name="data_docs",
        site_config={
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
            "show_how_to_buttons": False,
        },
    )
    context.build_data_docs()
