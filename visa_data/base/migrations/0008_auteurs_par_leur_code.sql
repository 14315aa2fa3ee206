-- Who wrote is kept by its code, as everything of the vocabulary: labels had been kept in one place.
UPDATE imports_circonstances SET fait_par = CASE fait_par
    WHEN 'Coordination' THEN 'coordination'
    WHEN 'Comité de pilotage' THEN 'comite'
    WHEN 'Ligne de commande' THEN 'ligne_de_commande'
    WHEN 'Dossier surveillé' THEN 'dossier_surveille'
    ELSE fait_par END;
