namespace PartnerCenter.Referrals;

/// <summary>Counts the values of one header, and keeps the first.</summary>
internal struct HeaderValues
{
    /// <summary>Gets the first value; null for none.</summary>
    public string? First { get; private set; }

    public int Count { get; private set; }

    /// <summary>Returns a value without the blanks that HTTP allows around it.</summary>
    public static ReadOnlySpan<char> Trim(string? value) => value.AsSpan().Trim(" \t");

    public void Add(IEnumerable<string>? values)
    {
        foreach (string? value in values ?? [])
        {
            First ??= value;
            Count++;
        }
    }
}
