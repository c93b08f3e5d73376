"""Header (phần đầu) and closing (phần cuối): letterhead, title, recipients and signatory."""
