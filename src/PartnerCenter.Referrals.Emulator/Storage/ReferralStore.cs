using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Stores all records of one emulator. Objects are copied on the way in and out, and one lock guards the rest.</summary>
/// <param name="lifecycle">The service's side of a record's lifecycle.</param>
/// <param name="statuses">The transitions that are allowed.</param>
/// <param name="clock">The clock.</param>
/// <param name="onChange">The function to call with each change, in the order of changes. It is called under the lock.</param>
internal sealed class ReferralStore(Lifecycle lifecycle, StatusTable statuses, TimeProvider clock, Action<RecordChange> onChange)
{
    private readonly Lock _gate = new();
    private readonly RecordTable _table = new();
    private readonly ListCache _listings = new();
    private readonly Dictionary<string, DateTimeOffset> _expirations = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ApiException">The engagement is unknown or cannot be joined.</exception>
    public JsonObject Create(NewReferral created)
    {
        JsonObject record = created.Record;
        lock (_gate)
        {
            DateTimeOffset now = Now();

            // What the service answers here is not documented; 400 is inferred.
            if (created.EngagementId is { } engagementId && !_table.OfEngagement(engagementId).Any())
            {
                throw ApiException.InvalidRequest("No referral of the organization has this engagementId.", "engagementId");
            }

            if (created.Participant != Participant.Self)
            {
                EngagementRules.Check(
                    created.Participant, [.. _table.OfEngagement(created.EngagementId!).Select(other => other.ToObject())]);
            }

            lifecycle.Start(record, created.Participant, created.EngagementId, now);
            StoredReferral stored = _table.Add(sequence => new StoredReferral(record, sequence));
            if (stored.Fields.ExpirationDateTime is { } expiration)
            {
                _expirations.Add(stored.Fields.Id!, expiration);
            }

            Report(stored, isNew: true, now);
            return stored.ToObject();
        }
    }

    /// <param name="record">The record, which is copied.</param>
    /// <param name="expires">Whether the record expires at its <c>expirationDateTime</c> unless it is answered.</param>
    /// <exception cref="ArgumentException">The id is taken or is not a string.</exception>
    public JsonObject Add(JsonObject record, bool expires = false)
    {
        JsonObject copy = record.DeepClone().AsObject();

        // A record copied from a response contains its OData annotations (wire contract 2.1). A GET writes its own.
        foreach (string name in copy.Select(member => member.Key).Where(Schema.IsAnnotation).ToArray())
        {
            copy.Remove(name);
        }

        lock (_gate)
        {
            DateTimeOffset now = Now();
            lifecycle.Complete(copy, now);
            if (copy["id"] is not JsonValue value || !value.TryGetValue(out string? id) || _table.Find(id) is not null)
            {
                throw new ArgumentException("The id must be a string that no other referral has.", nameof(record));
            }

            StoredReferral stored = _table.Add(sequence => new StoredReferral(copy, sequence));
            if (expires && stored.Fields is { Status: "New", ExpirationDateTime: { } expiration })
            {
                _expirations.Add(id, expiration);
            }

            Report(stored, isNew: true, now);
            return stored.ToObject();
        }
    }

    /// <summary>
    /// Adds complete records, either all of them or none. They count as records of the past, so no change is reported.
    /// </summary>
    /// <exception cref="ArgumentException">An id is taken.</exception>
    public void AddAll(IReadOnlyList<StoredReferral> records)
    {
        lock (_gate)
        {
            if (records.FirstOrDefault(record => _table.Find(record.Fields.Id!) is not null) is { } taken)
            {
                throw new ArgumentException($"A referral with the id {taken.Fields.Id} already exists.", nameof(records));
            }

            foreach (StoredReferral record in records)
            {
                _table.Add(record.WithSequence);
            }
        }
    }

    public JsonObject? Find(string id)
    {
        lock (_gate)
        {
            Now();
            return _table.Find(id)?.ToObject();
        }
    }

    /// <summary>Returns all records in the order in which they were added.</summary>
    public IReadOnlyList<JsonObject> All()
    {
        StoredReferral[] all;
        lock (_gate)
        {
            Now();
            all = [.. _table.InOrder];
        }

        return [.. all.Select(stored => stored.ToObject())];
    }

    /// <summary>
    /// Returns how many engagements there are, and some of them, the latest first. The records of each are in the order in which they were
    /// added.
    /// </summary>
    public (int Count, IReadOnlyList<IReadOnlyList<JsonObject>> Engagements) FindEngagements(int skip, int take)
    {
        lock (_gate)
        {
            Now();
            IGrouping<string, StoredReferral>[] all =
                [.. _table.InOrder.GroupBy(stored => stored.Fields.EngagementId ?? "", StringComparer.OrdinalIgnoreCase)];
            return (all.Length, [.. all.Reverse().Skip(skip).Take(take).Select(one => one.Select(stored => stored.ToObject()).ToArray())]);
        }
    }

    /// <summary>Returns all records that currently match a query, in the query's order.</summary>
    public IReadOnlyList<StoredReferral> Find(ListQuery query)
    {
        lock (_gate)
        {
            Now();
            return _listings.Find(query, _table);
        }
    }

    /// <summary>
    /// Applies a client's change to a record. The function gets the stored record, which it must not modify, and returns the record that
    /// replaces it. If the function throws, nothing changes.
    /// </summary>
    /// <exception cref="ApiException">There is no such record, or the change is refused.</exception>
    public JsonObject Change(string id, Func<ChangeContext, JsonObject> change)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            StoredReferral stored = _table.Find(id) ?? throw ApiException.ReferralNotFound();
            JsonObject[] engagement = [.. _table.OfEngagement(stored.Fields.EngagementId ?? "").Select(other => other.ToObject())];
            return Write(stored, change(new ChangeContext(stored.ToObject(), engagement, statuses, now)), now).ToObject();
        }
    }

    /// <summary>Applies a change that the service itself makes to a record.</summary>
    /// <exception cref="ArgumentException">No referral has this id.</exception>
    public void Act(string referralId, Action<JsonObject, DateTimeOffset> act)
    {
        lock (_gate)
        {
            DateTimeOffset now = Now();
            StoredReferral stored = _table.Find(referralId)
                ?? throw new ArgumentException($"There is no referral with the id {referralId}.", nameof(referralId));
            JsonObject record = stored.ToObject();
            act(record, now);
            Write(stored, record, now);
        }
    }

    private StoredReferral Write(StoredReferral before, JsonObject record, DateTimeOffset now)
    {
        lifecycle.Stamp(record, now);
        StoredReferral written = _table.Replace(before, record);
        if (written.Fields.Status != "New")
        {
            _expirations.Remove(before.Fields.Id!);
        }

        Report(written, isNew: false, now);
        return written;
    }

    private void Report(StoredReferral record, bool isNew, DateTimeOffset now)
    {
        bool hasRelatives = _table.OfEngagement(record.Fields.EngagementId ?? "").Skip(1).Any();
        onChange(new RecordChange(record.Fields.Id ?? "", isNew, hasRelatives, now));
    }

    // Returns the current time, after expiring the invitations that nobody answered in time.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string id, DateTimeOffset expiration) in _expirations.Where(entry => entry.Value <= now).ToArray())
        {
            StoredReferral stored = _table.Find(id)!;
            JsonObject record = stored.ToObject();
            lifecycle.Expire(record, expiration);
            Report(_table.Replace(stored, record), isNew: false, expiration);
            _expirations.Remove(id);
        }

        return now;
    }
}
