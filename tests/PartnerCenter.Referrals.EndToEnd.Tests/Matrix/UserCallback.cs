namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Specifies a function of the user's that a credential calls.</summary>
internal enum UserCallback
{
    TokenProvider,

    /// <summary>The refresh token store, asked for the token.</summary>
    StoreRead,

    /// <summary>The refresh token store, given a rotated token.</summary>
    StoreWrite,
}
