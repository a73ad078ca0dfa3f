-- The business of the demo. Applied at each start, so everything says IF NOT EXISTS.

CREATE TABLE IF NOT EXISTS product (
    sku           text    PRIMARY KEY,
    name          text    NOT NULL,
    price         numeric NOT NULL,
    stock         integer NOT NULL CHECK (stock >= 0),
    reorder_level integer NOT NULL
);

CREATE TABLE IF NOT EXISTS customer_order (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer   text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('NEW', 'PAID', 'PACKING', 'SHIPPED')),
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS customer_order_state ON customer_order (state, id);

CREATE TABLE IF NOT EXISTS order_line (
    order_id bigint  NOT NULL REFERENCES customer_order ON DELETE CASCADE,
    sku      text    NOT NULL REFERENCES product,
    quantity integer NOT NULL CHECK (quantity > 0),
    price    numeric NOT NULL,
    PRIMARY KEY (order_id, sku)
);

CREATE TABLE IF NOT EXISTS payment (
    order_id bigint      PRIMARY KEY REFERENCES customer_order ON DELETE CASCADE,
    amount   numeric     NOT NULL,
    paid_at  timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS mail (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id   bigint      NOT NULL REFERENCES customer_order ON DELETE CASCADE,
    subject    text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('outgoing', 'sent', 'exception')),
    created_at timestamptz NOT NULL,
    sent_at    timestamptz
);
CREATE INDEX IF NOT EXISTS mail_unsent ON mail (state, id) WHERE state <> 'sent';

-- What the receiving side knows, as the status page shows it: kept, like the retention file of a monitoring server.
CREATE TABLE IF NOT EXISTS received_status (
    host        text        NOT NULL,
    service     text        NOT NULL,
    code        integer     NOT NULL,
    text        text        NOT NULL,
    perf_data   text        NOT NULL,
    received_at timestamptz NOT NULL,
    changed_at  timestamptz NOT NULL,
    count       bigint      NOT NULL,
    PRIMARY KEY (host, service)
);

INSERT INTO product (sku, name, price, stock, reorder_level) VALUES
    ('TEA-01', 'Darjeeling First Flush', 14.90, 35, 15),
    ('TEA-02', 'Sencha', 9.50, 35, 15),
    ('POT-01', 'Cast iron tea pot', 49.00, 25, 10),
    ('CUP-01', 'Porcelain cup', 7.20, 45, 20)
ON CONFLICT DO NOTHING;
