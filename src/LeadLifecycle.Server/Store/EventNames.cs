using System.Collections.Frozen;

namespace LeadLifecycle.Server.Store;

/// <summary>
/// The name an event is stored under, and the class that reads it. Names carry a version and never change; a new shape
/// of an event is a new name with an upcaster, so that classes can be renamed and old streams still open.
/// </summary>
public static class EventNames
{
    private static readonly FrozenDictionary<string, Type> ByName = new Dictionary<string, Type>
    {
        ["lead.captured.v1"] = typeof(LeadCaptured),
        ["lead.engaged.v1"] = typeof(LeadEngaged),
        ["lead.marketing-qualified.v1"] = typeof(LeadMarketingQualified),
        ["lead.sales-accepted.v1"] = typeof(LeadSalesAccepted),
        ["lead.sales-qualified.v1"] = typeof(LeadSalesQualified),
        ["lead.won.v1"] = typeof(LeadWon),
        ["lead.lost.v1"] = typeof(LeadLost),
        ["lead.recycled.v1"] = typeof(LeadRecycled),
        ["lead.touched.v1"] = typeof(LeadTouched),
        ["lead.contacted.v1"] = typeof(LeadContacted),
        ["lead.owner-assigned.v1"] = typeof(LeadOwnerAssigned),
        ["lead.fact-voided.v1"] = typeof(LeadFactVoided),
        ["lead.feedback.v1"] = typeof(LeadFeedback),
        ["lead.paused.v1"] = typeof(LeadPaused),
        ["lead.resumed.v1"] = typeof(LeadResumed),
        ["lead.sla-at-risk.v1"] = typeof(SlaAtRisk),
        ["lead.sla-breached.v1"] = typeof(SlaBreached),
        ["lead.sla-breach-retracted.v1"] = typeof(SlaBreachRetracted),
        ["agreement.proposed.v1"] = typeof(AgreementProposed),
        ["agreement.signed.v1"] = typeof(AgreementSigned),
        ["agreement.withdrawn.v1"] = typeof(AgreementWithdrawn),
        ["admin.changed.v1"] = typeof(AdminChanged),
        ["admin.read.v1"] = typeof(AdminRead),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> ByType = ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static readonly FrozenDictionary<Type, string> Classes = ByType.ToFrozenDictionary(pair => pair.Key, pair => $"{pair.Key.FullName}, {pair.Key.Assembly.GetName().Name}");

    public static IReadOnlyDictionary<string, Type> All => ByName;

    /// <summary>The names that stand in leads' streams; all of them, and no other, begin with <c>lead.</c></summary>
    public static IEnumerable<string> OfLeads => ByName.Where(pair => pair.Value.IsSubclassOf(typeof(LeadEvent))).Select(pair => pair.Key);

    public static string Of(LeadEvent e) => ByType[e.GetType()];

    /// <summary>The class as the event store spells it beside the name; kept for its tools, nothing here reads by it.</summary>
    public static string ClassOf(LeadEvent e) => Classes[e.GetType()];

    /// <exception cref="InvalidOperationException">No class of this version reads the name: a newer version wrote it.</exception>
    public static Type TypeOf(string name) => ByName.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"The stored event '{name}' is unknown to this version; run the version that wrote it, or a newer one.");

    /// <summary>The public type of a stored name: <c>lead.captured.v1</c> is reported as <c>lead.captured</c>.</summary>
    public static string PublicTypeOf(string name) => name[..name.LastIndexOf(".v", StringComparison.Ordinal)];
}
