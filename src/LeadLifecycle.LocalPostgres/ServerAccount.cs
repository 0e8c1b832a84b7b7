namespace LeadLifecycle.LocalPostgres;

/// <summary>
/// The account postgres runs as. PostgreSQL refuses root, so under root it is the unprivileged account every Unix has;
/// anyone else runs it as themselves.
/// </summary>
/// <param name="UserName">Null: the account of this process.</param>
internal sealed record ServerAccount(string? UserName)
{
    public static ServerAccount Current { get; } =
        !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? new("nobody") : new((string?)null);

    /// <summary>Its folders are reached through folders of somebody else.</summary>
    public bool IsForeign => UserName is not null;

    /// <summary>Hands a file or folder to the account, so that postgres can own it (it insists).</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (UserName is null)
        {
            return;
        }

        // The class library has no chown; the command is on every Unix. The colon adds the account's own group.
        var given = await Child.RunAsync("chown", [UserName + ":", path], TimeSpan.FromSeconds(10), ct);
        given.MustSucceed($"giving {path} to {UserName}");
    }
}
