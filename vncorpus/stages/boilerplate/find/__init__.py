"""Find what stands on pages and in texts by how lines stand together: menus, cards, tables, lists, verse."""
