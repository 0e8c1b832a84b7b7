using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Npgsql;
using NpgsqlTypes;

namespace LeadLifecycle.Server.Views.Leads;

/// <summary><c>GET /v1/leads/{id}</c> folds the stream, so a writer reads its own write; <c>GET /v1/leads</c> lists the view or finds one by its key.</summary>
internal static class LeadsEndpoint
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    private static readonly string[] Filters = ["stage", "owner", "team", "source", "channel", "campaign", "reason", "industry", "country", "technology", "role"];

    public static void MapLeads(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/leads/{id}", Get).WithName("getLead").For(Roles.Readers).WithTags("Leads").WithSummary("A lead, now or at any time")
            .WithDescription("asOf: as it was in the world before that instant; knownAt: from what was recorded before that instant; version: after that event.")
            .Describe(LeadsDescription.One);
        app.MapGet("/v1/leads", List).WithName("findLeads").For(Roles.Readers).WithTags("Leads").WithSummary("Leads by key, or filtered")
            .WithDescription($"sender+subject finds one lead by its key. Else {string.Join(", ", Filters)} filter exactly, q searches company, campaign and owner; sort=-position|position, cursor, limit, waitFor.")
            .Describe(route => LeadsDescription.Some(route, Filters, DefaultLimit, LargestLimit));
    }

    private static async Task<IResult> Get(HttpContext http, string id, LeadStreams streams, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var (asOf, knownAt, version) = (query.Instant("asOf"), query.Instant("knownAt"), query.Whole("version", 1));
        query.Done();
        if (!Guid.TryParse(id, out var leadId)) throw new ProblemException(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var workspace = await caller.Workspace(http);
        return await LeadAnswer.Read(streams, freshness, workspace.Name, leadId, asOf, knownAt, version, http.RequestAborted) is { } lead
            ? Results.Json(lead, Json.Options)
            : throw new ProblemException(Codes.LeadUnknown, $"There is no lead {leadId}{(knownAt is null ? "" : " known then")}.");
    }

    private static async Task<IResult> List(HttpContext http, LeadStreams streams, NpgsqlDataSource database, Freshness freshness, Caller caller)
    {
        var query = new Query(http.Request);
        var (sender, subject, waitFor) = (query.Text("sender"), query.Text("subject"), query.Whole("waitFor"));
        var workspace = await caller.Workspace(http);
        if (sender is not null || subject is not null)
        {
            query.Done();
            if (sender is null || subject is null) throw new ProblemException(Codes.QueryInvalid, "A key is both, sender and subject.");
            var found = await LeadAnswer.Read(streams, freshness, workspace.Name, workspace.LeadIdOf(sender, subject), null, null, null, http.RequestAborted);
            return Results.Json(
                new { Leads = found is null ? [] : new[] { found }, NextCursor = (string?)null, UpTo = found?.UpTo ?? await freshness.Of(Freshness.HighWaterMark, http.RequestAborted) }, Json.Options);
        }

        var page = ReadPage(query);
        var upTo = await freshness.Reach(Freshness.Views, waitFor, http.RequestAborted);
        var leads = await page.Read(database, workspace.Name, http.RequestAborted);
        var more = leads.Count > page.Limit;
        if (more) leads.RemoveAt(leads.Count - 1);
        return Results.Json(new { Leads = leads, NextCursor = more ? leads[^1].Position.ToString() : null, upTo }, Json.Options);
    }

    private static LeadPage ReadPage(Query query)
    {
        _ = query.Choice("sort", "-position", "-position", "position") is var sort;
        var filters = new List<(string Column, string Value)>();
        foreach (var name in Filters)
        {
            var value = name == "stage" ? query.Stage(name)?.ToString() : query.Text(name);
            if (value is not null) filters.Add((name, value));
        }

        var page = new LeadPage(filters, query.Text("q"), sort == "-position", query.Whole("cursor"), (int)(query.Whole("limit", 1, LargestLimit) ?? DefaultLimit));
        query.Done();
        return page;
    }
}
