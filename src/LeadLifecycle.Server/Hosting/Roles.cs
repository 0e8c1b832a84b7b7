namespace LeadLifecycle.Server.Hosting;

/// <summary>What somebody may be allowed to do; a credential carries one or several. Routes name who may, and nobody else may.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>A system that reports facts and reads nothing.</summary>
    Ingest = 1,
    Marketing = 2,
    Sales = 4,

    /// <summary>Runs the service: connections, forms, subscriptions, rebuilds.</summary>
    Ops = 8,

    /// <summary>Reads, verifies and exports, and changes nothing; what it read is recorded.</summary>
    Auditor = 16,

    /// <summary>Also keys and, in <c>main</c>, workspaces.</summary>
    Admin = 32,

    Teams = Marketing | Sales | Admin,
    Operators = Ops | Admin,
    Readers = Marketing | Sales | Ops | Auditor | Admin,
}

/// <summary>Roles as they are written.</summary>
internal static class RoleNames
{
    private static readonly Roles[] Single = [Roles.Ingest, Roles.Marketing, Roles.Sales, Roles.Ops, Roles.Auditor, Roles.Admin];

    public static IReadOnlyList<string> All { get; } = [.. Single.Select(Name)];

    public static string[] Names(this Roles roles) => [.. Single.Where(role => roles.HasFlag(role)).Select(Name)];

    /// <summary>Null when there is no such role.</summary>
    public static Roles? Read(string name) => All.Contains(name, StringComparer.Ordinal) ? Single.First(role => Name(role) == name) : null;

    private static string Name(Roles role) => role.ToString().ToLowerInvariant();
}
