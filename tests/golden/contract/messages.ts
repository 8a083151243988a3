// Made by wa-sync contract; do not edit.

export type CardsMessage = {
  "template": "cards";
  "language": "en_US";
  "cards": readonly [{
    "header": {
      "image": {
        "link": string;
      } | {
        "id": string;
      };
    };
    "body": readonly [string];
    "buttons"?: {
      "0"?: {
        "payload": string;
      };
    };
  }, {
    "header": {
      "image": {
        "link": string;
      } | {
        "id": string;
      };
    };
    "body": readonly [string];
    "buttons"?: {
      "0"?: {
        "payload": string;
      };
    };
  }];
};

export type GoodsMessage = {
  "template": "goods";
  "language": "en_US";
  "cards": ReadonlyArray<{
    "header": {
      "product": {
        "product_retailer_id": string;
        "catalog_id": string;
      };
    };
    "body": readonly [string];
    "buttons"?: {
      "0"?: {
        "payload": string;
      };
    };
  }>;
};

export type HelloMessage = {
  "template": "hello";
  "language": "de" | "en_US";
};

export type LoginMessage = {
  "template": "login";
  "language": "en_US";
  "code": string;
};

export type MapMessage = {
  "template": "map";
  "language": "en_US";
  "header": {
    "location": {
      "latitude": number;
      "longitude": number;
      "name"?: string;
      "address"?: string;
    };
  };
};

export type OfferMessage = {
  "template": "offer";
  "language": "en_US";
  "header": {
    "document": {
      "link": string;
      "filename"?: string;
    } | {
      "id": string;
      "filename"?: string;
    };
  };
  "body": readonly [string, string];
  "buttons": {
    "0": {
      "coupon_code": string;
    };
    "1"?: {
      "payload": string;
    };
  };
  "expiration_time_ms": number;
};

export type OrderUpdateMessage = {
  "template": "order_update";
  "language": "en_GB" | "en_US";
  "header": {
    "text": {
      "order": string;
    };
  };
  "body": {
    "name": string;
    "order": string;
  };
  "buttons": {
    "0": {
      "url": string;
    };
  };
} | {
  "template": "order_update";
  "language": "pt_BR";
  "body": {
    "name": string;
  };
};

export type QuietMessage = {
  "template": "quiet";
  "language": "en_US";
  "cards": readonly [Record<string, never>, Record<string, never>];
};

export type RestMessage = {
  "template": "rest";
  "language": "en_US";
  "buttons": {
    "0"?: {
      "ttl_minutes"?: number;
      "payload"?: string;
    };
    "1"?: {
      "thumbnail_product_retailer_id": string;
    };
    "2": {
      "thumbnail_product_retailer_id": string;
      "sections": ReadonlyArray<{
        "title": string;
        "product_retailer_ids": ReadonlyArray<string>;
      }>;
    };
    "3": {
      "order_details": Record<string, unknown>;
    };
    "4": {
      "flow_token"?: string;
      "flow_action_data"?: Record<string, unknown>;
    };
  };
};

export type ShowMessage = {
  "template": "show";
  "language": "en_US";
  "header": {
    "hologram": Record<string, unknown>;
  };
};

export type Message = CardsMessage | GoodsMessage | HelloMessage | LoginMessage | MapMessage | OfferMessage | OrderUpdateMessage | QuietMessage | RestMessage | ShowMessage;
