namespace LeadLifecycle.LocalPostgres.Folders;

/// <summary>
/// The folder of one server: data, password, port, settings and leases. There is one per checkout and per major version
/// of PostgreSQL, because a server reads no other version's data.
/// </summary>
internal sealed record Home(string Folder)
{
    private const string Prefix = "postgres-";
    private const string SystemPlace = "/var/lib/leadlifecycle";

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Where a new data folder is made until it is whole.</summary>
    public string Staging => Path.Combine(Folder, "data.new");

    public string Password => Path.Combine(Folder, "password");

    public string ServicePassword => Path.Combine(Folder, "password.service");

    public string Port => Path.Combine(Folder, "port");

    public string Settings => Path.Combine(Folder, "leads.conf");

    public string LeaseFolder => Path.Combine(Folder, "leases");

    /// <summary>Chooses the place and makes it: in the checkout if the server's account gets there, else in the system's.</summary>
    public static Home Make(CheckoutData checkout, int major, ServerAccount account)
    {
        var place = checkout.Folder;
        if (account.IsForeign && !Reach.ByOthers(place))
        {
            place = SystemPlace;
            Reach.Make(place, Reach.Passage);
        }

        var home = new Home(Path.Combine(place, $"{Prefix}{major}-{checkout.Name()}"));
        Reach.Make(home.Folder, account.IsForeign ? Reach.Passage : Reach.Private);
        Reach.Make(home.LeaseFolder, Reach.Private);
        return home;
    }

    /// <summary>Other versions' data of the same checkout, which a person may miss when the version changes.</summary>
    public IReadOnlyList<string> OtherVersions()
    {
        var name = Path.GetFileName(Folder);
        var identity = name[name.LastIndexOf('-')..];
        return [.. Directory.EnumerateDirectories(Path.GetDirectoryName(Folder)!, $"{Prefix}*{identity}").Where(other => other != Folder)];
    }
}
