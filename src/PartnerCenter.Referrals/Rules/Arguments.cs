namespace PartnerCenter.Referrals;

/// <summary>What goes into a path or a header must be what the service gave.</summary>
internal static class Arguments
{
    /// <exception cref="ArgumentException">It is not a referral's id.</exception>
    public static void RequireId(string id, string parameterName) => RequireGuid(id, parameterName, "A referral's id");

    /// <exception cref="ArgumentException">It is no GUID.</exception>
    public static void RequireGuid(string id, string parameterName, string what)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        const int length = 36; // The parser forgives blanks around it.
        if (id.Length != length || !Guid.TryParseExact(id, "D", out _))
        {
            throw new ArgumentException($"{what} is a GUID such as 00000000-0000-0000-0000-000000000001.", parameterName);
        }
    }

    /// <exception cref="ArgumentException">It is not an ETag.</exception>
    public static void RequireTag(string eTag, string parameterName)
    {
        if (eTag.Length == 0 || eTag.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("An ETag is the text that the service gave with the referral, quotes included: read the referral first.", parameterName);
        }
    }

    /// <exception cref="ArgumentException">It is not an ETag as the service gives one; a wrong one would look like a colleague's change.</exception>
    public static void RequireQuotedTag(string eTag, string parameterName)
    {
        RequireTag(eTag, parameterName);
        if (eTag is not ['"', _, .., '"'])
        {
            throw new ArgumentException("An ETag stands in double quotes, as the service gave it. Leave it null to change whatever is there.", parameterName);
        }
    }

    /// <exception cref="ArgumentException">The referral was not read from the service.</exception>
    public static void RequireStored(Referral referral, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(referral, parameterName);
        if (referral.IsDraft)
        {
            throw new ArgumentException("The referral has no id: create it first.", parameterName);
        }

        RequireId(referral.Id, parameterName);
        RequireTag(referral.ETag, parameterName);
    }
}
