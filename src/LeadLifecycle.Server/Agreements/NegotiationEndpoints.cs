using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Hosting.Idempotency;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

/// <summary><c>POST /v1/agreements/…</c>: propose, sign, withdraw. Answers the version as it stands then.</summary>
internal static class NegotiationEndpoints
{
    public static void MapNegotiation(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/agreements/{kind}", Propose).WithName("proposeAgreement").For(Roles.Teams).WithTags("Agreements").WithSummary("Propose a version")
            .WithDescription("Proposing is that team's signature. One proposal of a kind can be open.").Describe(AgreementsDescription.Propose).Idempotent();
        app.MapPost("/v1/agreements/{kind}/versions/{version}/sign", Sign).WithName("signAgreement").For(Roles.Teams).WithTags("Agreements").WithSummary("Sign for the other team")
            .WithDescription("Answers when the version is in force, a second later, unless activeFrom lies ahead. The same team again changes nothing.").Describe(AgreementsDescription.Sign).Idempotent();
        app.MapPost("/v1/agreements/{kind}/versions/{version}/withdraw", Withdraw).WithName("withdrawAgreement").For(Roles.Teams).WithTags("Agreements").WithSummary("Withdraw an open proposal")
            .WithDescription("Either team may, until both have signed.").Describe(AgreementsDescription.Withdraw).Idempotent();
    }

    private static async Task<IResult> Propose(HttpContext http, string kind, AgreementStreams streams, Negotiation negotiation, AgreementsInForce agreements, TimeProvider clock, Caller caller)
    {
        new Query(http.Request).Done();
        var known = streams.Named(kind);
        using var body = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var members = new Members(body.RootElement, "");
        var content = members.Raw("content");
        if (content.ValueKind == JsonValueKind.Undefined) throw members.Malformed("content", "is required");
        var (team, actor) = Side(http, members);
        var asked = new AgreementProposed
        {
            Kind = known.Name,
            Team = team,
            Actor = actor,
            ActiveFrom = members.Instant("activeFrom"),
            Content = JsonSerializer.SerializeToElement(known.Canonical(content)),
        };
        members.Done();
        var ledger = await negotiation.Propose(await caller.Workspace(http), known, asked, http.RequestAborted);
        var version = ledger.Versions[^1];
        return Results.Json(AgreementAnswer.Of(known, ledger, version, agreements.First, clock.GetUtcNow()), statusCode: StatusCodes.Status201Created)
            .At(http, $"/v1/agreements/{known.Name}/versions/{version.Number}");
    }

    private static Task<IResult> Sign(HttpContext http, string kind, string version, AgreementStreams streams, Negotiation negotiation, AgreementsInForce agreements, TimeProvider clock, Caller caller) =>
        Answer(http, kind, version, streams, agreements, clock, caller, (known, number, team, actor, workspace) =>
            negotiation.Sign(workspace, known, new AgreementSigned { Kind = known.Name, Version = number, Team = team, Actor = actor }, http.RequestAborted));

    private static Task<IResult> Withdraw(HttpContext http, string kind, string version, AgreementStreams streams, Negotiation negotiation, AgreementsInForce agreements, TimeProvider clock, Caller caller) =>
        Answer(http, kind, version, streams, agreements, clock, caller, (known, number, team, actor, workspace) =>
            negotiation.Withdraw(workspace, known, new AgreementWithdrawn { Kind = known.Name, Version = number, Team = team, Actor = actor }, http.RequestAborted));

    private static async Task<IResult> Answer(
        HttpContext http, string kind, string version, AgreementStreams streams, AgreementsInForce agreements, TimeProvider clock, Caller caller,
        Func<AgreementKind, int, string, string, Workspace, Task<AgreementLedger>> change)
    {
        new Query(http.Request).Done();
        var known = streams.Named(kind);
        var number = VersionNumber.Read(known.Name, version);
        using var body = await Bodies.ReadCommand(http.Request, http.RequestAborted);
        var members = new Members(body.RootElement, "");
        var (team, actor) = Side(http, members);
        members.Done();
        var ledger = await change(known, number, team, actor, await caller.Workspace(http));
        return Results.Json(AgreementAnswer.Of(known, ledger, ledger.Numbered(number), agreements.First, clock.GetUtcNow()));
    }

    /// <summary>A key speaks for its own team and for nobody else; in development anybody may be played.</summary>
    private static (string Team, string Actor) Side(HttpContext http, Members members)
    {
        var team = members.RequiredText("team");
        if (!Teams.All.Contains(team)) throw members.Malformed("team", $"is none of {string.Join(", ", Teams.All)}");
        var who = Caller.Who(http);
        if (who == Principal.Development) return (team, members.RequiredText("actor"));
        if (!who.MayAny(Roles.Admin | RoleNames.Read(team)!.Value)) throw new ProblemException(Codes.Forbidden, $"Only {team} signs for {team}.");
        members.Skip("actor");
        return (team, who.Id);
    }

    private static IResult At(this IResult created, HttpContext http, string address)
    {
        http.Response.Headers.Location = address;
        return created;
    }
}
