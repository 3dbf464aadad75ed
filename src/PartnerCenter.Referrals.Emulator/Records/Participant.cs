namespace PartnerCenter.Referrals.Emulator;

/// <summary>Whose record it is.</summary>
internal enum Participant
{
    /// <summary>The calling organization's own deal.</summary>
    Self,

    /// <summary>Microsoft's side of an engagement.</summary>
    Microsoft,

    /// <summary>The side of another partner.</summary>
    Partner,
}
