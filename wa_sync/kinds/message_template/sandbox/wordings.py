# ruff: noqa: RUF001 - other alphabets are the point here
"""The texts that Meta writes itself, in the languages of authentication templates.

English is as captured from the live API; the others are wordings of the same meaning,
since the captures hold no more. A language that is missing here gets English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's texts; ``{code}`` and ``{minutes}`` are filled in."""

    code: str
    security: str
    expires: str
    copy_code: str
    autofill: str
    copy_offer: str


ENGLISH: Final = Wording(
    "{code} is your verification code.",
    "For your security, do not share this code.",
    "This code expires in {minutes} minutes.",
    "Copy code",
    "Autofill",
    "Copy offer code",
)

WORDINGS: Final = {
    "en": ENGLISH,
    "ar": Wording(
        "{code} هو كود التحقق الخاص بك.",
        "للحفاظ على أمانك، لا تشارك هذا الكود.",
        "تنتهي صلاحية هذا الكود خلال {minutes} دقيقة.",
        "نسخ الكود",
        "تعبئة تلقائية",
        "نسخ كود العرض",
    ),
    "cs": Wording(
        "{code} je váš ověřovací kód.",
        "Z bezpečnostních důvodů tento kód s nikým nesdílejte.",
        "Platnost tohoto kódu vyprší za {minutes} min.",
        "Kopírovat kód",
        "Vyplnit automaticky",
        "Kopírovat kód nabídky",
    ),
    "da": Wording(
        "{code} er din bekræftelseskode.",
        "Del ikke denne kode af hensyn til din sikkerhed.",
        "Denne kode udløber om {minutes} minutter.",
        "Kopiér kode",
        "Autofyld",
        "Kopiér tilbudskode",
    ),
    "de": Wording(
        "{code} ist dein Verifizierungscode.",
        "Teile diesen Code zu deiner Sicherheit nicht mit anderen.",
        "Dieser Code läuft in {minutes} Minuten ab.",
        "Code kopieren",
        "Automatisch ausfüllen",
        "Angebotscode kopieren",
    ),
    "el": Wording(
        "Ο κωδικός επαλήθευσής σας είναι {code}.",
        "Για την ασφάλειά σας, μην κοινοποιήσετε αυτόν τον κωδικό.",
        "Αυτός ο κωδικός λήγει σε {minutes} λεπτά.",
        "Αντιγραφή κωδικού",
        "Αυτόματη συμπλήρωση",
        "Αντιγραφή κωδικού προσφοράς",
    ),
    "es": Wording(
        "Tu código de verificación es {code}.",
        "Por tu seguridad, no lo compartas.",
        "Este código caduca en {minutes} minutos.",
        "Copiar código",
        "Autocompletar",
        "Copiar código de oferta",
    ),
    "fi": Wording(
        "{code} on vahvistuskoodisi.",
        "Turvallisuutesi vuoksi älä jaa tätä koodia.",
        "Tämä koodi vanhenee {minutes} minuutin kuluttua.",
        "Kopioi koodi",
        "Täytä automaattisesti",
        "Kopioi tarjouskoodi",
    ),
    "fr": Wording(
        "{code} est votre code de vérification.",
        "Pour votre sécurité, ne le partagez pas.",
        "Ce code expire dans {minutes} minutes.",
        "Copier le code",
        "Remplir automatiquement",
        "Copier le code de l’offre",
    ),
    "he": Wording(
        "קוד האימות שלך הוא {code}.",
        "מטעמי אבטחה, אין לשתף את הקוד הזה.",
        "תוקף הקוד יפוג בעוד {minutes} דקות.",
        "העתקת הקוד",
        "מילוי אוטומטי",
        "העתקת קוד המבצע",
    ),
    "hi": Wording(
        "{code} आपका वेरिफ़िकेशन कोड है.",
        "अपनी सुरक्षा के लिए, इस कोड को शेयर न करें.",
        "यह कोड {minutes} मिनट में एक्सपायर हो जाएगा.",
        "कोड कॉपी करें",
        "ऑटोफ़िल",
        "ऑफ़र कोड कॉपी करें",
    ),
    "hu": Wording(
        "{code} az ellenőrző kódod.",
        "A biztonságod érdekében ne oszd meg ezt a kódot.",
        "Ez a kód {minutes} perc múlva lejár.",
        "Kód másolása",
        "Automatikus kitöltés",
        "Ajánlatkód másolása",
    ),
    "id": Wording(
        "{code} adalah kode verifikasi Anda.",
        "Demi keamanan, jangan bagikan kode ini.",
        "Kode ini kedaluwarsa dalam {minutes} menit.",
        "Salin kode",
        "Isi otomatis",
        "Salin kode penawaran",
    ),
    "it": Wording(
        "{code} è il tuo codice di verifica.",
        "Per la tua sicurezza, non condividere questo codice.",
        "Questo codice scade tra {minutes} minuti.",
        "Copia codice",
        "Compila automaticamente",
        "Copia codice offerta",
    ),
    "ja": Wording(
        "認証コードは{code}です。",
        "セキュリティのため、このコードを他人に教えないでください。",
        "このコードの有効期限は{minutes}分です。",
        "コードをコピー",
        "自動入力",
        "クーポンコードをコピー",
    ),
    "ko": Wording(
        "인증 코드는 {code}입니다.",
        "보안을 위해 이 코드를 공유하지 마세요.",
        "이 코드는 {minutes}분 후에 만료됩니다.",
        "코드 복사",
        "자동 입력",
        "혜택 코드 복사",
    ),
    "ms": Wording(
        "{code} ialah kod pengesahan anda.",
        "Demi keselamatan anda, jangan kongsi kod ini.",
        "Kod ini tamat tempoh dalam {minutes} minit.",
        "Salin kod",
        "Autoisi",
        "Salin kod tawaran",
    ),
    "nb": Wording(
        "{code} er bekreftelseskoden din.",
        "For din egen sikkerhet bør du ikke dele denne koden.",
        "Denne koden utløper om {minutes} minutter.",
        "Kopier kode",
        "Fyll ut automatisk",
        "Kopier tilbudskode",
    ),
    "nl": Wording(
        "{code} is je verificatiecode.",
        "Deel deze code voor je eigen veiligheid met niemand.",
        "Deze code verloopt over {minutes} minuten.",
        "Code kopiëren",
        "Automatisch invullen",
        "Aanbiedingscode kopiëren",
    ),
    "pl": Wording(
        "Twój kod weryfikacyjny to {code}.",
        "Ze względów bezpieczeństwa nie udostępniaj tego kodu.",
        "Ten kod wygaśnie za {minutes} min.",
        "Kopiuj kod",
        "Autouzupełnianie",
        "Kopiuj kod oferty",
    ),
    "pt": Wording(
        "Seu código de verificação é {code}.",
        "Para sua segurança, não o compartilhe.",
        "Este código expira em {minutes} minutos.",
        "Copiar código",
        "Preencher automaticamente",
        "Copiar código da oferta",
    ),
    "ro": Wording(
        "{code} este codul tău de verificare.",
        "Pentru siguranța ta, nu distribui acest cod.",
        "Acest cod expiră în {minutes} minute.",
        "Copiază codul",
        "Completare automată",
        "Copiază codul ofertei",
    ),
    "ru": Wording(
        "{code} — ваш код подтверждения.",
        "В целях безопасности никому не сообщайте этот код.",
        "Срок действия кода истекает через {minutes} мин.",
        "Скопировать код",
        "Автозаполнение",
        "Скопировать код предложения",
    ),
    "sv": Wording(
        "{code} är din verifieringskod.",
        "Dela inte den här koden, för din egen säkerhet.",
        "Koden upphör att gälla om {minutes} minuter.",
        "Kopiera kod",
        "Fyll i automatiskt",
        "Kopiera erbjudandekod",
    ),
    "th": Wording(
        "{code} คือรหัสยืนยันของคุณ",
        "เพื่อความปลอดภัย โปรดอย่าแชร์รหัสนี้",
        "รหัสนี้จะหมดอายุใน {minutes} นาที",
        "คัดลอกรหัส",
        "ป้อนอัตโนมัติ",
        "คัดลอกรหัสข้อเสนอ",
    ),
    "tr": Wording(
        "Doğrulama kodunuz: {code}.",
        "Güvenliğiniz için bu kodu paylaşmayın.",
        "Bu kodun süresi {minutes} dakika içinde doluyor.",
        "Kodu kopyala",
        "Otomatik doldur",
        "Teklif kodunu kopyala",
    ),
    "uk": Wording(
        "Ваш код підтвердження: {code}.",
        "Заради безпеки нікому його не повідомляйте.",
        "Термін дії коду спливає через {minutes} хв.",
        "Скопіювати код",
        "Автозаповнення",
        "Скопіювати код пропозиції",
    ),
    "vi": Wording(
        "{code} là mã xác minh của bạn.",
        "Để bảo mật, vui lòng không chia sẻ mã này.",
        "Mã này sẽ hết hạn sau {minutes} phút.",
        "Sao chép mã",
        "Tự động điền",
        "Sao chép mã ưu đãi",
    ),
    "zh_CN": Wording(
        "{code} 是你的验证码。",
        "为了安全起见，请勿分享此验证码。",
        "此验证码将在 {minutes} 分钟后过期。",
        "复制验证码",
        "自动填充",
        "复制优惠码",
    ),
    "zh_TW": Wording(
        "{code} 是你的驗證碼。",
        "為了安全起見，請勿分享此驗證碼。",
        "此驗證碼將在 {minutes} 分鐘後過期。",
        "複製驗證碼",
        "自動填入",
        "複製優惠碼",
    ),
}


def wording(language: str) -> Wording:
    """Return the texts of a language, of its parent language, or English."""
    if language == "zh_HK":
        return WORDINGS["zh_TW"]
    parent = language.partition("_")[0]
    return WORDINGS.get(language) or WORDINGS.get(parent) or ENGLISH
