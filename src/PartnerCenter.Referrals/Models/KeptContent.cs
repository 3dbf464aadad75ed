namespace PartnerCenter.Referrals;

/// <summary>Holds the state of a <see cref="ModelContent"/>. Instances are immutable.</summary>
internal sealed class KeptContent
{
    // The most members that a model inside a referral has.
    private const int MaxMembers = 9;

    // Without unknown members, the models with the same nulls share an instance. Two threads may create the same one; either is right.
    private static readonly KeptContent?[] Shared = new KeptContent?[1 << MaxMembers];

    private KeptContent(UnknownMembers? unknown, int nulls)
    {
        Unknown = unknown;
        Nulls = nulls;
    }

    public UnknownMembers? Unknown { get; }

    /// <summary>Gets the members that are null, one bit each.</summary>
    public int Nulls { get; }

    public static KeptContent Of(UnknownMembers? unknown, int nulls) =>
        unknown is null ? Shared[nulls] ??= new KeptContent(null, nulls) : new KeptContent(unknown, nulls);
}
