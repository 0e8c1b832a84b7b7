namespace LeadLifecycle.Server.Hosting;

/// <summary>What the descriptions sort routes and messages by, in the order in which they are shown.</summary>
internal static class ApiTags
{
    public static readonly (string Name, string Says) FactsIn = ("Facts in", "What happened elsewhere, taken in any order: CloudEvents, deliveries of vendors, submissions of forms.");

    public static readonly (string Name, string Says) Notifications = ("Notifications", "Who is told of handoffs, over which channel, and what became of each delivery.");

    public static readonly (string Name, string Says)[] All =
    [
        FactsIn,
        ("Commands", "Steps with a lead that obey the lifecycle and are refused with a code and what is allowed now."),
        ("Leads", "Leads, their histories, contacts and the feed of all events, now or at any time."),
        ("Funnel", "How far leads get and which ways they take, as it was and as it was known."),
        ("Handoffs", "The clocks between marketing and sales: what waits, how long it took, what was missed."),
        ("Agreements", "Service levels, calendars and reasons that one team proposes and the other signs."),
        Notifications,
        ("Connections", "Vendors that deliver in formats of their own, the mapping of their words, and what could not be mapped."),
        ("Forms", "Forms that web pages submit straight to the service."),
        ("Audit", "Proofs that nothing recorded was changed: the signed log over all events, and files to verify elsewhere."),
        ("Access", "Who may do what: keys, workspaces, and the record of administrative changes and of what auditors read."),
        ("Operations", "Health, rebuilding of views, and the description of messages."),
    ];
}
