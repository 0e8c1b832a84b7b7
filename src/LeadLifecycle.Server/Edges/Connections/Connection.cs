namespace LeadLifecycle.Server.Edges.Connections;

/// <summary>One account of a vendor that delivers to us, and what its words mean.</summary>
/// <param name="Name">A slug, part of the address deliveries are sent to.</param>
/// <param name="Source">The CloudEvents source of its facts, so half of its leads' keys.</param>
/// <param name="Mapping">JSON as it was given.</param>
/// <param name="Secret">Encrypted.</param>
/// <param name="Revision">Another one after every change, so that what was made of it is known to be old.</param>
internal sealed record Connection(
    string Workspace, string Name, string Vendor, string Source, string Mapping, byte[] Secret, bool Active, Guid Revision, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    /// <summary>Where the vendor delivers to, below the public address of this service.</summary>
    public string Hook => Workspace == Store.Workspace.Main ? $"/hooks/{Vendor}/{Name}" : $"/hooks/{Vendor}/{Workspace}{Divider}{Name}";

    /// <summary>In no name of a workspace or a connection, so that an address names one connection of all.</summary>
    public const char Divider = '~';

    /// <summary>Which connection an address names; who may deliver there, its signature says.</summary>
    public static (string Workspace, string Name) At(string address) =>
        address.IndexOf(Divider) is var at && at > 0 ? (address[..at], address[(at + 1)..]) : (Store.Workspace.Main, address);

    public static string DefaultSource(string name) => "urn:leadlifecycle:connection:" + name;
}
