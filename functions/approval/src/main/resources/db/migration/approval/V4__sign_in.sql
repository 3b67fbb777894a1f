-- Whether a link alone is not enough, as the directory said when people were asked: one that is away later opens no door.
ALTER TABLE approvals ADD COLUMN sign_in boolean NOT NULL DEFAULT false;
