namespace LeadLifecycle;

/// <summary>The names of the steps, as they stand in routes and in the lists of what is allowed.</summary>
public static class Steps
{
    /// <summary>The stage steps a command may take from here; after Won they need <c>reopen: true</c>.</summary>
    public static IReadOnlyList<string> AllowedFrom(Stage? stage) => stage switch
    {
        null => ["capture"],
        Stage.Captured => ["engage", "qualify", "lose", "recycle"],
        Stage.Engaged => ["qualify", "lose", "recycle"],
        Stage.MarketingQualified => ["accept", "recycle", "lose"],
        Stage.SalesAccepted => ["sales-qualify", "recycle", "lose"],
        Stage.SalesQualified => ["win", "lose", "recycle"],
        _ => ["capture", "engage", "qualify"],
    };

    /// <summary>The step that asks for this event.</summary>
    public static string Of(LeadEvent e) => e switch
    {
        LeadCaptured => "capture",
        LeadEngaged => "engage",
        LeadMarketingQualified => "qualify",
        LeadSalesAccepted => "accept",
        LeadSalesQualified => "sales-qualify",
        LeadWon => "win",
        LeadLost => "lose",
        LeadRecycled => "recycle",
        LeadTouched => "touch",
        LeadContacted => "contact",
        LeadOwnerAssigned => "assign",
        LeadPaused => "pause",
        LeadResumed => "resume",
        LeadFactVoided => "void",
        LeadFeedback => "feedback",
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "No step asks for this event."),
    };
}
