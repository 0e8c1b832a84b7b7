namespace LeadLifecycle.LocalPostgres;

/// <summary>Whose database is wanted, and, if it matters, which server binaries run it.</summary>
/// <param name="Root">The folder of the checkout, or of the published application; see <see cref="CheckoutRoot"/>.</param>
/// <param name="BinFolder">A folder with postgres, initdb and pg_ctl; null falls back to the environment's LEADS_POSTGRES_BIN.</param>
public sealed record PrivatePostgresOptions(string Root, string? BinFolder = null);
