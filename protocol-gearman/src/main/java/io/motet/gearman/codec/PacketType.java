package io.motet.gearman.codec;

/** The numbers of Gearman's packet types, as in the second word of a header. */
public final class PacketType {
  public static final int CAN_DO = 1;
  public static final int CANT_DO = 2;
  public static final int RESET_ABILITIES = 3;
  public static final int PRE_SLEEP = 4;
  public static final int NOOP = 6;
  public static final int SUBMIT_JOB = 7;
  public static final int JOB_CREATED = 8;
  public static final int GRAB_JOB = 9;
  public static final int NO_JOB = 10;
  public static final int JOB_ASSIGN = 11;
  public static final int WORK_STATUS = 12;
  public static final int WORK_COMPLETE = 13;
  public static final int WORK_FAIL = 14;
  public static final int GET_STATUS = 15;
  public static final int ECHO_REQ = 16;
  public static final int ECHO_RES = 17;
  public static final int SUBMIT_JOB_BG = 18;
  public static final int ERROR = 19;
  public static final int STATUS_RES = 20;
  public static final int SUBMIT_JOB_HIGH = 21;
  public static final int SET_CLIENT_ID = 22;
  public static final int CAN_DO_TIMEOUT = 23;
  public static final int WORK_EXCEPTION = 25;
  public static final int OPTION_REQ = 26;
  public static final int OPTION_RES = 27;
  public static final int WORK_DATA = 28;
  public static final int WORK_WARNING = 29;
  public static final int GRAB_JOB_UNIQ = 30;
  public static final int JOB_ASSIGN_UNIQ = 31;
  public static final int SUBMIT_JOB_HIGH_BG = 32;
  public static final int SUBMIT_JOB_LOW = 33;
  public static final int SUBMIT_JOB_LOW_BG = 34;
  public static final int SUBMIT_JOB_EPOCH = 36;
  public static final int SUBMIT_REDUCE_JOB = 37;
  public static final int SUBMIT_REDUCE_JOB_BACKGROUND = 38;
  public static final int GRAB_JOB_ALL = 39;
  public static final int JOB_ASSIGN_ALL = 40;
  public static final int GET_STATUS_UNIQUE = 41;
  public static final int STATUS_RES_UNIQUE = 42;

  /** Types from here on, and 0, end a connection. */
  public static final int END = 43;

  private PacketType() {}
}
