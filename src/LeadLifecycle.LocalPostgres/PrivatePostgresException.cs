namespace LeadLifecycle.LocalPostgres;

/// <summary>The private PostgreSQL cannot be had; the message is written for the person who started the program.</summary>
public sealed class PrivatePostgresException : Exception
{
    public PrivatePostgresException()
    {
    }

    public PrivatePostgresException(string message) : base(message)
    {
    }

    public PrivatePostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
