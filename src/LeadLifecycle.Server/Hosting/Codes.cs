using System.Collections.Frozen;
using System.Reflection;

namespace LeadLifecycle.Server;

/// <summary>Every stable code the service answers with. A code never changes its meaning; clients may switch on it.</summary>
public static class Codes
{
    public const string MediaTypeUnsupported = "media-type.unsupported";
    public const string EventTooLarge = "event.too-large";
    public const string EventMalformed = "event.malformed";
    public const string TimeMissing = "event.time-missing";
    public const string TypeUnknown = "event.type-unknown";
    public const string IdReused = "event.id-reused";
    public const string TimeInFuture = "event.time-in-future";
    public const string ReasonUnknown = RefusalCodes.ReasonUnknown;
    public const string CurrencyUnknown = RefusalCodes.CurrencyUnknown;
    public const string LeadUnknown = "lead.unknown";
    public const string LeadCorrupt = "lead.stream-corrupt";
    public const string SubscriptionUnknown = "subscription.unknown";
    public const string AddressRefused = "subscription.address-refused";
    public const string SubscriptionDisabled = "subscription.disabled";
    public const string SubscriptionUnsigned = "subscription.unsigned";
    public const string ChannelUnconfigured = "subscription.channel-unconfigured";
    public const string DeliveryUnknown = "delivery.unknown";
    public const string IntakeOverloaded = "intake.overloaded";
    public const string OutcomeUnknown = "intake.outcome-unknown";
    public const string ViewBehind = "view.behind";
    public const string IdempotencyKeyInvalid = "idempotency.key-invalid";
    public const string IdempotencyKeyReused = "idempotency.key-reused";
    public const string IdempotencyKeyInUse = "idempotency.key-in-use";
    public const string QueryInvalid = "query.invalid";
    public const string StageUnknown = "stage.unknown";
    public const string LegUnknown = RefusalCodes.LegUnknown;
    public const string ZoneUnknown = "zone.unknown";
    public const string AgreementKindUnknown = "agreement.kind-unknown";
    public const string AgreementUnknown = "agreement.unknown";
    public const string ProposalOpen = "agreement.proposal-open";
    public const string AgreementUnchanged = "agreement.unchanged";
    public const string AgreementNotOpen = "agreement.not-open";
    public const string AgreementSameActor = "agreement.same-actor";
    public const string AgreementInconsistent = "agreement.inconsistent";
    public const string AgreementChangedMeanwhile = "agreement.changed-meanwhile";
    public const string ActiveFromPast = "agreement.active-from-past";
    public const string CalendarUnknown = "calendar.unknown";
    public const string ConnectionUnknown = "connection.unknown";
    public const string ConnectionNameTaken = "connection.name-taken";
    public const string ConnectionInactive = "connection.inactive";
    public const string ConnectionUnusable = "connection.unusable";
    public const string ConnectionNotEmpty = "connection.quarantine-not-empty";
    public const string VendorUnknown = "connection.vendor-unknown";
    public const string SignatureWrong = "delivery.signature-wrong";
    public const string DeliveryUnreadable = "delivery.unreadable";
    public const string NothingFound = "delivery.nothing-found";
    public const string QuarantineUnknown = "quarantine.unknown";
    public const string EventUnknown = "event.unknown";
    public const string NoCheckpoint = "audit.no-checkpoint";
    public const string NotYetProven = "audit.not-yet-proven";
    public const string FormUnknown = "form.unknown";
    public const string OriginRefused = "form.origin-refused";
    public const string TooManyRequests = "form.too-many-requests";
    public const string Unauthenticated = "access.unauthenticated";
    public const string Forbidden = "access.forbidden";
    public const string RateLimited = "rate.limited";
    public const string KeyUnknown = "key.unknown";
    public const string WorkspaceTaken = "workspace.name-taken";
    public const string RouteUnknown = "route.unknown";
    public const string MethodNotAllowed = "method.not-allowed";
    public const string DatabaseUnavailable = "database.unavailable";
    public const string Internal = "internal.error";

    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<string, int>
    {
        [MediaTypeUnsupported] = 415,
        [EventTooLarge] = 413,
        [EventMalformed] = 400,
        [TimeMissing] = 400,
        [TypeUnknown] = 400,
        [QueryInvalid] = 400,
        [IdempotencyKeyInvalid] = 400,
        [StageUnknown] = 400,
        [LegUnknown] = 400,
        [ZoneUnknown] = 400,
        [IdReused] = 422,
        [IdempotencyKeyReused] = 422,
        [TimeInFuture] = 422,
        [ReasonUnknown] = 422,
        [CurrencyUnknown] = 422,
        [RefusalCodes.PauseNotAhead] = 422,
        [ChannelUnconfigured] = 422,
        [LeadUnknown] = 404,
        [ActiveFromPast] = 422,
        [AgreementKindUnknown] = 404,
        [AgreementUnknown] = 404,
        [CalendarUnknown] = 404,
        [SubscriptionUnknown] = 404,
        [AddressRefused] = 422,
        [DeliveryUnknown] = 404,
        [ConnectionUnknown] = 404,
        [ConnectionInactive] = 503,
        [ConnectionUnusable] = 503,
        [VendorUnknown] = 422,
        [SignatureWrong] = 401,
        [DeliveryUnreadable] = 422,
        [NothingFound] = 422,
        [QuarantineUnknown] = 404,
        [Unauthenticated] = 401,
        [Forbidden] = 403,
        [RateLimited] = 429,
        [KeyUnknown] = 404,
        [RouteUnknown] = 404,
        [FormUnknown] = 404,
        [EventUnknown] = 404,
        [NoCheckpoint] = 404,
        [NotYetProven] = 404,
        [OriginRefused] = 403,
        [TooManyRequests] = 429,
        [MethodNotAllowed] = 405,
        [LeadCorrupt] = 500,
        [Internal] = 500,
        [IntakeOverloaded] = 503,
        [OutcomeUnknown] = 503,
        [ViewBehind] = 503,
        [DatabaseUnavailable] = 503,
    }.ToFrozenDictionary();

    /// <summary>The HTTP status of a code; every refusal of a rule that is not listed is 409.</summary>
    public static int StatusOf(string code) => Statuses.GetValueOrDefault(code, StatusCodes.Status409Conflict);

    /// <summary>All codes, the rules' included, for the documentation.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { typeof(Codes), typeof(RefusalCodes) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
