using System.Text;
using System.Text.Json;
using LeadLifecycle.Proofs;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;
using Npgsql;

namespace LeadLifecycle.Server.Audit;

/// <summary>What auditors ask: the key, checkpoints, proofs, bundles, and the log itself.</summary>
internal static class AuditEndpoints
{
    public const string NoCheckpoint = "No checkpoint has been signed yet; the first comes a minute after the first event.";

    private const int LargestLimit = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new UtcInstant() } };

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/audit/key", GetKey).WithName("getAuditKey").For(Roles.Readers).WithTags("Audit").WithSummary("The public key of the log")
            .WithDescription("In the form of C2SP signed-note, name+keyid+base64. Keep it where this service cannot change it; leads verify --key takes it.").Describe(AuditDescription.Key);
        app.MapGet("/v1/audit/checkpoint", GetCheckpoint).WithName("getCheckpoint").For(Roles.Readers).WithTags("Audit").WithSummary("The latest signed checkpoint")
            .WithDescription("A C2SP tlog-checkpoint: origin, size and root of the tree over all events, signed. Whoever keeps one can prove later that nothing before it was changed.").Describe(AuditDescription.Checkpoint);
        app.MapGet("/v1/audit/checkpoints", GetCheckpoints).WithName("listCheckpoints").For(Roles.Readers).WithTags("Audit").WithSummary("All signed checkpoints, oldest first")
            .WithDescription("after is the size of the last one known.").Describe(route => AuditDescription.Checkpoints(route, LargestLimit));
        app.MapGet("/v1/audit/proofs/inclusion", GetInclusion).WithName("proveInclusion").For(Roles.Readers).WithTags("Audit").WithSummary("That an event stands in the log")
            .WithDescription("By RFC 6962; of the latest checkpoint's tree, or of the size asked for.").Describe(AuditDescription.InclusionProof);
        app.MapGet("/v1/audit/proofs/consistency", GetConsistency).WithName("proveConsistency").For(Roles.Readers).WithTags("Audit").WithSummary("That the log only grew between two sizes")
            .WithDescription("By RFC 6962. Both sizes are those of checkpoints, or any up to the log's.").Describe(AuditDescription.ConsistencyProof);
        app.MapGet("/v1/audit/leads/{id}/bundle", GetLeadBundle).WithName("bundleLead").For(Roles.Auditor | Roles.Admin).WithTags("Audit").WithSummary("A lead's whole history with its proofs, as one file")
            .WithDescription("Verified offline by leads verify FILE or ops/verify/verify.mjs FILE.").Describe(AuditDescription.LeadBundle);
        app.MapGet("/v1/audit/bundle", GetBundle).WithName("bundleTime").For(Roles.Auditor | Roles.Admin).WithTags("Audit").WithSummary("What was recorded in a time with its proofs, as one file")
            .WithDescription($"By recordedAt, from inclusive, to exclusive; at most {Bundle.Most} events.").Describe(AuditDescription.TimeBundle);
        app.MapGet("/v1/audit/log", GetLog).WithName("getAuditLog").For(Roles.Auditor | Roles.Admin).WithTags("Audit").WithSummary("The whole log with its events, as JSON Lines")
            .WithDescription("Streamed. A file whose last line is not {\"size\":N} was cut off. Verified offline by leads verify FILE.").Describe(AuditDescription.Log);
    }

    private static async Task<IResult> GetKey(HttpContext http, Caller caller, AuditKey key)
    {
        new Query(http.Request).Done();
        return Results.Text((await key.Of((await caller.Workspace(http)).Name)).ToString() + "\n", "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> GetCheckpoint(HttpContext http, Caller caller, Checkpoints checkpoints)
    {
        new Query(http.Request).Done();
        return Results.Text((await Latest(checkpoints, (await caller.Workspace(http)).Name, http.RequestAborted)).Note, "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> GetCheckpoints(HttpContext http, Caller caller, Checkpoints checkpoints)
    {
        var query = new Query(http.Request);
        var (after, limit) = (query.Whole("after") ?? 0, (int)(query.Whole("limit", 1, LargestLimit) ?? LargestLimit));
        query.Done();
        var found = await checkpoints.After((await caller.Workspace(http)).Name, after, limit, http.RequestAborted);
        return Results.Json(new { Checkpoints = found }, Json);
    }

    private static async Task<IResult> GetInclusion(HttpContext http, Caller caller, Checkpoints checkpoints, NpgsqlDataSource database)
    {
        var query = new Query(http.Request);
        var (id, asked) = (query.Text("event"), query.Whole("size", 1));
        query.Done();
        if (!Guid.TryParse(id, out var eventId)) throw Query.Invalid("event", "is no event id");
        var (workspace, ct) = ((await caller.Workspace(http)).Name, http.RequestAborted);
        await using var find = database.CreateCommand($"select seq_id from {StoreSetup.Schema}.mt_events where id = $1 and tenant_id = $2");
        find.Parameters.Add(new() { Value = eventId });
        find.Parameters.Add(new() { Value = workspace });
        if (await find.ExecuteScalarAsync(ct) is not long position) throw new ProblemException(Codes.EventUnknown, $"There is no event {eventId}.");
        var tree = await LogTree.Read(database, workspace, ct);
        var size = asked ?? (await Latest(checkpoints, workspace, ct)).Size;
        if (size > tree.Size) throw Query.Invalid("size", $"is beyond the log, which has {tree.Size} leaves");
        if (await tree.IndexOf(position, ct) is not { } index || index >= size) throw new ProblemException(Codes.NotYetProven, "The event is newer than the checkpoint; ask again when the next one is signed.");
        return Results.Json(new
        {
            Event = eventId, Index = index, Size = size, Leaf = await tree.Leaf(index, ct), Proof = await tree.RootsOf(Inclusion.Proof(index, size), ct), Root = await tree.RootOf(new LeafRange(0, size), ct),
        }, Json);
    }

    private static async Task<IResult> GetConsistency(HttpContext http, Caller caller, NpgsqlDataSource database)
    {
        var query = new Query(http.Request);
        var (from, to) = (query.Whole("from"), query.Whole("to"));
        query.Done();
        var tree = await LogTree.Read(database, (await caller.Workspace(http)).Name, http.RequestAborted);
        var (earlier, later) = (from ?? 0, to ?? tree.Size);
        if (later > tree.Size) throw Query.Invalid("to", $"is beyond the log, which has {tree.Size} leaves");
        if (earlier > later) throw Query.Invalid("from", "is beyond to");
        return Results.Json(new
        {
            From = earlier, To = later, Proof = await tree.RootsOf(Consistency.Proof(earlier, later), http.RequestAborted),
            FromRoot = await tree.RootOf(new LeafRange(0, earlier), http.RequestAborted), ToRoot = await tree.RootOf(new LeafRange(0, later), http.RequestAborted),
        }, Json);
    }

    private static async Task<IResult> GetLeadBundle(HttpContext http, string id, Caller caller, Bundle bundle)
    {
        new Query(http.Request).Done();
        if (!Guid.TryParse(id, out var leadId)) throw new ProblemException(Codes.LeadUnknown, $"'{id}' is no lead id.");
        var workspace = (await caller.Workspace(http)).Name;
        var file = new MemoryStream();
        await bundle.Write(file, workspace, leadId, http.RequestAborted);
        return Results.File(file.ToArray(), "application/json", $"lead-{leadId}.bundle.json");
    }

    private static async Task<IResult> GetBundle(HttpContext http, Caller caller, Bundle bundle)
    {
        var query = new Query(http.Request);
        var (from, to) = (query.Instant("from"), query.Instant("to"));
        query.Done();
        if (from is null || to is null) throw Query.Invalid(from is null ? "from" : "to", "is needed");
        var workspace = (await caller.Workspace(http)).Name;
        var file = new MemoryStream();
        await bundle.Write(file, workspace, from.Value, to.Value, http.RequestAborted);
        return Results.File(file.ToArray(), "application/json", "bundle.json");
    }

    private static async Task GetLog(HttpContext http, Caller caller, LogLines log)
    {
        new Query(http.Request).Done();
        var workspace = (await caller.Workspace(http)).Name;
        http.Response.ContentType = "application/jsonl";
        await log.Write(http.Response.Body, workspace, http.RequestAborted);
    }

    private static async Task<KeptCheckpoint> Latest(Checkpoints checkpoints, string workspace, CancellationToken ct) =>
        await checkpoints.Latest(workspace, long.MaxValue, ct) ?? throw new ProblemException(Codes.NoCheckpoint, NoCheckpoint);
}
