using LeadLifecycle.LocalPostgres.Folders;

namespace LeadLifecycle.LocalPostgres;

/// <summary>The folder of a checkout that is never committed: the private database's, and what else must outlive a process.</summary>
public static class UnversionedFolder
{
    /// <summary>Made if it is missing.</summary>
    /// <exception cref="PrivatePostgresException">It cannot be written.</exception>
    public static string Of(string root) => new CheckoutData(root, ServerAccount.Current).Folder;
}
