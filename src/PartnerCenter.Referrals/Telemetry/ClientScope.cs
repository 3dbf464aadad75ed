using System.Collections;

namespace PartnerCenter.Referrals;

/// <summary>Represents the scope of a client's log lines. Loggers read its one property, or print it.</summary>
internal sealed class ClientScope(string clientName) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Specifies the name of the property, which spans and metrics use as well.</summary>
    public const string Tag = "partnercenter.client";

    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] => index == 0
        ? new(Tag, clientName)
        : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    public override string ToString() => $"{Tag}: {clientName}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
