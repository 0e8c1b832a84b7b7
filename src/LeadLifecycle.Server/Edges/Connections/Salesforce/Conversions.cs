using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Reading;

namespace LeadLifecycle.Server.Edges.Connections.Salesforce;

/// <summary>
/// The conversions of leads in one delivery. A conversion is one transaction of up to four events: an account, a contact and an
/// opportunity are made, and the lead says which. They may be told apart; then there is nothing to join.
/// </summary>
internal sealed class Conversions
{
    private readonly HashSet<(string? Transaction, string Record)> _made = [];
    private readonly Dictionary<(string? Transaction, string Record), ChangeEvent> _opportunities = [];

    private Conversions(IReadOnlyList<ChangeEvent> events)
    {
        foreach (var lead in events.Where(e => e.Entity == "Lead" && IsIn(e)))
        {
            foreach (var field in (string[])["ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId"])
            {
                if (lead.Fields.Text(field) is { } id) _made.Add((lead.Transaction, id));
            }
        }

        foreach (var e in events.Where(e => e.Entity == "Opportunity" && Made(e))) _opportunities.TryAdd((e.Transaction, e.Records[0]), e);
    }

    public static Conversions In(JsonElement body) =>
        new([.. Parts.Of(body).Where(part => Parts.FaultOf(part.Value, part.Pointer) is null).Select(part => ChangeEvent.In(part.Value, part.Pointer)).OfType<ChangeEvent>()]);

    /// <summary>True for a lead's change that is its conversion.</summary>
    public static bool IsIn(ChangeEvent lead) => lead.Fields.IsTrue("IsConverted");

    /// <summary>True for what a conversion of this delivery made.</summary>
    public bool Made(ChangeEvent e) => e.ChangeType == "CREATE" && e.Records.Count == 1 && _made.Contains((e.Transaction, e.Records[0]));

    /// <summary>The opportunity a lead became, when this delivery tells of it.</summary>
    public ChangeEvent? OpportunityOf(ChangeEvent lead) =>
        lead.Fields.Text("ConvertedOpportunityId") is { } id ? _opportunities.GetValueOrDefault((lead.Transaction, id)) : null;
}
