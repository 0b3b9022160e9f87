"""The words of buttons, menus and boxes, in the languages of the pages that desks bring in.

Compared without case, accents, spaces and punctuation: ``Copy link``, ``COPY LINK`` and ``copylink`` are one.
"""

import re
from typing import Final

from annotations.domain.text import fold

_SHARE: Final = """
    share|shares|share this|share this article|share this story|share on|share via|share with|tweet
    |share page|share full article|about sharing|close panel|facebook|twitter|x|whatsapp|telegram
    |linkedin|pinterest|reddit|messenger|vk|vkontakte|instagram|youtube|tiktok|threads|bluesky
    |mastodon|viber|line|flipboard|pocket|ok|rss|google news|xing|snapchat|discord|signal
    |email|e-mail|mail|email this|print|print this|copy link|copy|link|link copied|copied|save
    |save for later|saved|saved articles|bookmark|add bookmark|comment|comments|add a comment
    |leave a comment|post a comment|show comments|hide comments|like|follow|follow us|follow us on
    |subscribe|subscribe now|sign in|sign up|log in|login|log out|register|my account|your account
    |menu|main menu|close|close menu|open menu|more menu|search|home|homepage|skip to content
    |skip to main content|skip to navigation|listen|listen to this article|listen to article|watch
    |play|pause|mute|unmute|download|embed|resize text|text size|font size|more|more options
    |read more|show more|load more|see more|back to top|top|next|previous|view comments|gift
    |gift this article|e-paper|print edition|app|apps|donate|email address|your email
    |teilen|drucken|merken|kommentare|kommentieren|kommentar schreiben|menü|suche|suchen|anmelden
    |einloggen|registrieren|abonnieren|abo|startseite|vorlesen|per e-mail|link kopieren|schließen
    |partager|imprimer|commenter|rechercher|accueil|s'abonner|abonnez-vous|se connecter|s'inscrire
    |je m'abonne|envoyer par e-mail|copier le lien|écouter|fermer
    |compartir|imprimir|comentarios|comentar|buscar|inicio|suscríbete|suscribirse|iniciar sesión
    |guardar|copiar enlace|escuchar|cerrar
    |condividi|stampa|commenta|cerca|abbonati|accedi|copia link|ascolta
    |partilhar|compartilhar|entrar|assine|assinar|pesquisar|início|ouvir|copiar link
    |delen|zoeken|inloggen|abonneren|reageer|luister
    |udostępnij|szukaj|zaloguj się|zaloguj|skomentuj|drukuj|strona główna
    |dela|sök|logga in|prenumerera|del|søk|logg inn|abonner|søg|log ind
    |paylaş|ara|giriş|giriş yap|abone ol|yazdır|anasayfa|ana sayfa|yorumlar
    |поделиться|печать|поиск|меню|мы в|главная|войти|подписаться|комментировать|комментарии
    |поділитися|пошук|головна|увійти
    |דף הבית|התחברות|הרשמה|שתפו|שיתוף|תפריט|חיפוש|תגובות|הדפסה|שמירה
    |الرئيسية|مشاركة|شارك|بحث|تسجيل الدخول|اشترك|طباعة|القائمة|تعليقات
    |خانه|اشتراک|جستجو|ورود|چاپ
    |首页|登录|注册|分享|微信|微博|打印|收藏|评论|搜索|复制链接|菜单|返回顶部
    |ホーム|ログイン|シェア|印刷|検索|コメント|공유|로그인|검색|댓글
"""
_SECTIONS: Final = """
    podcast|podcasts|news|local|local news|national|world|world news|politics|opinion|opinions
    |comment|analysis|business|economy|money|sport|sports|football|culture|arts|lifestyle|life|style
    |travel|food|health|science|tech|technology|environment|climate|education|media|society|weather
    |traffic|obituaries|jobs|cars|property|entertainment|fact check|fact checks|fact-check|factcheck
    |video|videos|photos|gallery|live|breaking|breaking news|exclusive|top stories|trending
    |trending now|most read|most popular|most viewed|popular|latest|latest news|in pictures|tags
    |topics|advertisement|advertising|ad|sponsored|sponsored content|promoted|newsletter|newsletters
    |comments|join the conversation|dossier|where to watch|schedule|programmes|shows
    |anzeige|werbung|nachrichten|politik|wirtschaft|gesellschaft|kultur|wissen|reise|meinung|lokales
    |faktencheck|wetter|mediathek
    |publicité|actualités|actualité|politique|économie|société|monde|culture|sports|opinions|météo
    |publicidad|nacional|internacional|política|economía|deportes|cultura|sociedad|opinión|noticias
    |pubblicità|cronaca|politica|economia|esteri|notizie|notícias|economia|esportes|mundo|brasil
    |nieuws|binnenland|buitenland|economie|wiadomości|polityka|gospodarka|kraj|świat
    |nyheter|inrikes|utrikes|ekonomi|nyheder|gündem|siyaset|dünya|spor|haberler
    |реклама|новости|общество|политика|экономика|мир|спорт|культура|новини|політика|економіка
    |חדשות|פוליטיקה|כלכלה|ספורט|דעות|أخبار|سياسة|اقتصاد|رياضة|ثقافة|العالم
    |新闻|财经|体育|国际|国内|社会|娱乐|视频|ニュース|政治|経済|스포츠|뉴스|정치|경제
"""
_RELATED: Final = """
    related|related articles|related stories|related news|related content|related topics
    |related links|related internet links|more on this story|more on this topic
    |more from this author|more stories|more news|read next|read also|also read|see also|up next
    |recommended|recommended for you|recommended stories|you may also like|you might also like
    |around the web|from the web|don't miss|what to read next|editors' picks|editor's picks
    |most read|most popular|trending|trending now|top stories|latest news
    |mehr zum thema|das könnte sie auch interessieren|lesen sie auch|meistgelesen|weitere artikel
    |weitere themen|à lire aussi|lire aussi|sur le même sujet|les plus lus|à lire également
    |te puede interesar|también te puede interesar|lea también|lee también|lo más leído|más noticias
    |noticias relacionadas|leggi anche|potrebbe interessarti|i più letti|leia também|mais lidas
    |veja também|lees ook|meest gelezen|czytaj także|zobacz także|najczęściej czytane|läs mer
    |läs också|mest läst|les også|læs også|ilgili haberler|çok okunanlar|bunlar da ilginizi çekebilir
    |читайте также|по теме|самое читаемое|читайте також|כתבות נוספות|אולי יעניין אותך
    |اقرأ أيضا|مواضيع ذات صلة|الأكثر قراءة|相关阅读|相关新闻|热门新闻|関連記事|관련기사
"""
_ADVERTISEMENTS: Final = """
    advertisement|advertising|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|reklama
    |advertentie|annons|annonse|annonce|reklam|реклама|פרסומת|إعلان|广告
    |story continues below|article continues below|story continues below advertisement
    |article continues after advertisement|continue reading|scroll to continue
"""
_FOOTER: Final = """
    about us|about|contact|contact us|advertise|advertise with us|careers|help|help centre|faq
    |terms|terms of use|terms of service|terms and conditions|privacy|privacy policy|cookie policy
    |cookies|cookie settings|accessibility|sitemap|site map|corrections|newsletter|newsletters
    |your privacy choices|do not sell my personal information|our journalists|work with us
    |impressum|datenschutz|agb|kontakt|barrierefreiheit|hilfe|über uns|mediadaten
    |mentions légales|confidentialité|politique de confidentialité|nous contacter|qui sommes-nous
    |aide|plan du site|cgu|cgv
    |aviso legal|política de privacidad|privacidad|contacto|quiénes somos|política de cookies
    |note legali|contatti|chi siamo|termos de uso|política de privacidade|contato|contacto|quem somos
    |over ons|voorwaarden|o nas|regulamin|polityka prywatności|om oss|om os|künye|iletişim
    |о нас|контакты|правила|обратная связь|про нас|контакти
    |צור קשר|אודות|תנאי שימוש|من نحن|اتصل بنا|关于我们|联系我们|隐私政策|会社概要
"""
_BOXES: Final = """
    newsletter|newsletters|our newsletter|our newsletters|unser newsletter|lettre d'information
    |nos newsletters|boletín|boletines|nuestro boletín|nuestra newsletter|a nossa newsletter
    |comments|join the conversation|leave a reply|kommentare|commentaires|comentarios|комментарии
"""


def _phrases(words: str) -> frozenset[str]:
    return frozenset(folded for phrase in words.split("|") if (folded := glued(phrase)))


def glued(text: str) -> str:
    """The letters and digits of a text, as they are compared."""
    return re.sub(r"\W", "", fold(text))


SHARE: Final = _phrases(_SHARE)
SECTIONS: Final = _phrases(_SECTIONS)
RELATED: Final = _phrases(_RELATED)
ADVERTISEMENTS: Final = _phrases(_ADVERTISEMENTS)
FOOTER: Final = _phrases(_FOOTER)
BOXES: Final = _phrases(_BOXES)
MENU: Final = SHARE | SECTIONS | FOOTER | RELATED
"""What a line of navigation is made of."""
BEGINNINGS: Final = frozenset(
    phrase[:length] for phrase in MENU for length in range(1, len(phrase) + 1)
)
"""Whatever such a phrase can begin with: most lines are told apart by their first word."""
