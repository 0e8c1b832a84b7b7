using LeadLifecycle.Server.Store;
using Weasel.Postgresql.Tables;

namespace LeadLifecycle.Server.Notify;

/// <summary>What is to be told, to whom, and how that went. No personal data lies here; secrets and addresses are encrypted.</summary>
internal static class NotifyTables
{
    public const string Subscription = $"{StoreSetup.Schema}.subscription";
    public const string Notification = $"{StoreSetup.Schema}.notification";
    public const string Delivery = $"{StoreSetup.Schema}.delivery";
    public const string Attempt = $"{StoreSetup.Schema}.delivery_attempt";

    public static Table SubscriptionTable()
    {
        var table = new Table(Subscription);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("name", "text").NotNull();
        table.AddColumn("channel", "text").NotNull();
        table.AddColumn("settings", "bytea");
        table.AddColumn("digest", "text");
        table.AddColumn("filter", "jsonb").NotNull();
        table.AddColumn("payload", "jsonb").NotNull();
        table.AddColumn("state", "text").NotNull();
        table.AddColumn("reason", "text");
        table.AddColumn("secret", "bytea");
        table.AddColumn("previous_secret", "bytea");
        table.AddColumn("previous_until", "timestamptz");
        table.AddColumn("created_at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.AddColumn("active_from", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.AddColumn("throttled_until", "timestamptz");
        table.AddColumn("failing_since", "timestamptz");
        return table;
    }

    /// <summary>One row per notifiable event, written in the event's transaction.</summary>
    public static Table NotificationTable()
    {
        var table = new Table(Notification);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn<Guid>("event_id").AsPrimaryKey();
        table.AddColumn("type", "text").NotNull();
        table.AddColumn("lead_id", "uuid");
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("cycle", "integer").NotNull();
        table.AddColumn("occurred_at", "timestamptz").NotNull();
        table.AddColumn("recorded", "timestamptz").NotNull().DefaultValueByExpression("now()");
        table.AddColumn("facts", "jsonb").NotNull();
        table.AddColumn("fanned_out_at", "timestamptz");
        table.Indexes.Add(new IndexDefinition("idx_notification_waiting") { Columns = ["recorded"], Predicate = "(fanned_out_at IS NULL)" });
        table.Indexes.Add(new IndexDefinition("idx_notification_waiting_lead") { Columns = ["workspace", "lead_id", "version"], Predicate = "(fanned_out_at IS NULL)" });
        table.Indexes.Add(new IndexDefinition("idx_notification_lead") { Columns = ["workspace", "lead_id"] });
        return table;
    }

    /// <summary>One row per event and subscription, whatever the number of attempts.</summary>
    public static Table DeliveryTable()
    {
        var table = new Table(Delivery);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("id", "text").AsPrimaryKey();
        table.AddColumn("subscription_id", "uuid").NotNull();
        table.AddColumn("event_id", "uuid").NotNull();
        table.AddColumn("lead_id", "uuid");
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("type", "text").NotNull();
        table.AddColumn("state", "text").NotNull().DefaultValueByString("pending");
        table.AddColumn("attempts", "integer").NotNull().DefaultValue(0);
        table.AddColumn("round_start", "integer").NotNull().DefaultValue(0);
        table.AddColumn("scheduled_at", "timestamptz").NotNull();
        table.AddColumn("next_at", "timestamptz").NotNull();
        table.AddColumn("leased_until", "timestamptz");
        table.AddColumn("fence", "bigint").NotNull().DefaultValue(0);
        table.AddColumn("failing_since", "timestamptz");
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.AddColumn("finished_at", "timestamptz");
        table.Indexes.Add(new IndexDefinition("idx_delivery_due") { Columns = ["workspace", "subscription_id", "next_at"], Predicate = "(state = 'pending'::text)" });
        table.Indexes.Add(new IndexDefinition("idx_delivery_order") { Columns = ["workspace", "subscription_id", "lead_id", "version"], Predicate = "(state = 'pending'::text)" });
        table.Indexes.Add(new IndexDefinition("idx_delivery_listed") { Columns = ["workspace", "subscription_id", "created_at", "id"] });
        table.Indexes.Add(new IndexDefinition("idx_delivery_event") { Columns = ["workspace", "event_id"] });
        return table;
    }

    public static Table AttemptTable()
    {
        var table = new Table(Attempt);
        table.AddColumn<string>("workspace").AsPrimaryKey();
        table.AddColumn("delivery_id", "text").AsPrimaryKey();
        table.AddColumn("number", "integer").AsPrimaryKey();
        table.AddColumn("at", "timestamptz").NotNull();
        table.AddColumn("duration_ms", "integer").NotNull();
        table.AddColumn("outcome", "text").NotNull();
        table.AddColumn("status", "integer");
        table.AddColumn("error", "text");
        table.AddColumn("answer", "text");
        return table;
    }
}
