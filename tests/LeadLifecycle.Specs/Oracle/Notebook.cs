namespace LeadLifecycle.Specs.Oracle;

/// <summary>Copies a recorded event into the oracle's own words.</summary>
public static class Notebook
{
    public static NaiveFact Naive(this Recorded line)
    {
        var fact = new NaiveFact(line.Id.ToString(), Kind(line.Event), line.Event.OccurredAt, line.At);
        return line.Event switch
        {
            LeadCaptured e => fact with { Reopen = e.Reopen, Source = e.Source, Channel = e.Channel, Campaign = e.Campaign },
            LeadEngaged e => fact with { Reopen = e.Reopen },
            LeadMarketingQualified e => fact with { Reopen = e.Reopen },
            LeadSalesAccepted e => fact with { Owner = e.Owner, Team = e.Team },
            LeadOwnerAssigned e => fact with { Owner = e.Owner, Team = e.Team },
            LeadFactVoided e => fact with { Voids = e.Fact.ToString() },
            _ => fact,
        };
    }

    public static IEnumerable<NaiveFact> Naive(this IEnumerable<Recorded> log) => log.Select(Naive);

    private static string Kind(LeadEvent e) => e switch
    {
        LeadCaptured => "Captured",
        LeadEngaged => "Engaged",
        LeadMarketingQualified => "MarketingQualified",
        LeadSalesAccepted => "SalesAccepted",
        LeadSalesQualified => "SalesQualified",
        LeadWon => "Won",
        LeadLost => "Lost",
        LeadRecycled => "Recycled",
        LeadOwnerAssigned => "Assigned",
        LeadFactVoided => "Void",
        _ => "Other",
    };
}
