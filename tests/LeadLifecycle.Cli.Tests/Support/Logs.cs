namespace LeadLifecycle.Cli.Tests.Support;

/// <summary>A small mapping of each shape, and files that fit them.</summary>
public static class Logs
{
    public const string Mapping =
        """
        {
          "name": "log", "sender": "urn:test",
          "files": [{
            "name": "log", "shape": "event-log", "subject": "case", "activity": "what", "time": "at", "actor": "who",
            "times": { "at": { "formats": ["yyyy-MM-ddTHH:mm:ssK"] } },
            "rules": [
              { "activity": "new", "fact": "lead.captured", "data": { "source": { "column": "note", "values": { "": null } } } },
              { "activity": "offer", "where": { "note": ["big", "small"] }, "fact": "lead.sales-qualified",
                "data": { "amount": { "column": "amount" }, "currency": { "value": "EUR" } } },
              { "activity": "noise", "skip": true },
              { "fact": "lead.touched", "data": { "kind": { "column": "what" } } }
            ]
          }]
        }
        """;

    public const string Header = "case,what,at,who,amount,note\n";

    public const string Rows =
        Header
        + "7,new,2024-03-01T10:00:00+01:00,eve,,fair\n"
        + "8,new,2024-03-01T10:00:00Z,,,\n"
        + "7,offer,2024-03-02T10:00:00Z,eve, 0 ,big\n"
        + "7,offer,2024-03-02T11:00:00Z,eve,5,other\n"
        + "8,noise,2024-03-02T11:00:00Z,eve,5,other\n"
        + "8,offer,2024-03-03T11:00:00Z,bob,,small\n";

    public const string Joined =
        """
        {
          "name": "crm", "sender": "urn:crm",
          "files": [
            { "name": "deals", "shape": "snapshot", "join": "leads", "match": { "header": ["key", "won"] }, "subject": "key",
              "times": { "won": { "formats": ["yyyy-MM-dd HH:mm"], "zone": "Europe/Berlin" } },
              "facts": [{ "fact": "lead.won", "time": "won", "when": "won" }] },
            { "name": "leads", "shape": "snapshot", "match": { "header": ["key", "seen", "origin"] }, "subject": "key",
              "times": { "seen": { "formats": ["yyyy-MM-dd"], "zone": "UTC" } },
              "facts": [
                { "fact": "lead.captured", "time": "seen", "data": {
                  "source": { "column": "origin", "values": { "": null } }, "company.industry": { "column": "branch" }, "contact.email": { "column": "mail" } } },
                { "fact": "lead.marketing-qualified", "time": "seen" }] }
          ]
        }
        """;

    public const string LeadRows = "key,seen,origin,branch,mail\na,2024-01-01,fair,steel,a@example.org\nb,2024-01-02,,,\n";

    public const string DealRows = "key,won\na,2024-07-01 12:00\nb,\nz,2024-07-02 12:00\n";
}
