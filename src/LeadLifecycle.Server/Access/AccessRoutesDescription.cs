using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Access;

/// <summary>What OpenAPI says of keys, workspaces and the administrative stream.</summary>
internal static class AccessRoutesDescription
{
    private static readonly string[] Body = [Codes.QueryInvalid, Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported];

    public static void CreateKey(Described route) => route.Problems(Body)
        .Body("application/json", Object(("name", Text("What people call it.")), ("roles", List(Choice(RoleNames.All), most: RoleNames.All.Count)), ("expiresAt?", Instant("It works before this instant; absent: until it is revoked."))))
        .Answers(201, "Location names it.", New(route));

    public static void Keys(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "In the order in which they were made.", Object(("keys", List(Key(route)))));

    public static void OneKey(Described route) => Named(route).Problems(Codes.QueryInvalid, Codes.KeyUnknown).Answers(200, "As it is now.", Key(route));

    public static void RotateKey(Described route) => Named(route).Problems([.. Body, Codes.KeyUnknown])
        .Body("application/json", Object(("overlapSeconds?", Whole("For how long the secret until now works too.", 0, int.MaxValue)))).Answers(200, "With the new key, this once.", New(route));

    public static void CreateWorkspace(Described route) => route.Problems([.. Body, Codes.WorkspaceTaken])
        .Body("application/json", Object(("name", Text("Part of addresses; it stays.").UpTo(63).Like(WorkspaceRoutes.Form))))
        .Answers(201, "It is made.", Object(("name", Text()), ("key", Secret()), ("of", Key(route))));

    public static void Workspaces(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "By name.", Object(("workspaces", List(Object(("name", Text()))))));

    public static void AdminEvents(Described route) => route.Problems(Codes.QueryInvalid)
        .Query("after", Whole("The version to start behind; 0 when absent.")).Query("limit", Whole("100 when absent.", 1, AdminRoute.Most))
        .Answers(200, "Oldest first.", Object(
            ("events", List(Object(
                ("id", Id()), ("version", Whole()), ("type", Choice(["admin.changed", "admin.read"])), ("recordedAt", Instant()), ("actor", Text("The principal.")),
                ("operation", Text("The operationId of what was asked.")), ("target", Text("The ids in its address, or of what was made.").OrNull())))),
            ("next", Whole("The version to ask after."))));

    private static Described Named(Described route) => route.Path("id", Text("The key's id, the middle part of it."));

    private static OpenApiSchema New(Described route) => Object(("key", Secret()), ("of", Key(route)));

    private static OpenApiSchema Secret() => Text("The key itself, shown this once: Authorization: Bearer ll_….");

    private static IOpenApiSchema Key(Described route) => route.Named("Key", () => Object(
        ("id", Text("Public; also the middle part of the key.")), ("name", Text()), ("roles", List(Choice(RoleNames.All))), ("state", Choice(KeyAnswer.States)), ("createdAt", Instant()),
        ("expiresAt", Instant().OrNull()), ("beforeUntil", Instant("Until when the secret before the last rotation works too.").OrNull()), ("revokedAt", Instant().OrNull())));
}
