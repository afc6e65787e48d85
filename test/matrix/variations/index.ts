import type { Variation } from '../variation.js';
import { alibaba } from './alibaba.js';
import { alibabaAttachment } from './alibaba-attachment.js';
import { baidu } from './baidu.js';
import { behaviour } from './behaviour.js';
import { huaweiAndOtc } from './huawei-and-otc.js';
import { listsOfBlocks } from './lists-of-blocks.js';
import { resourcesShown } from './resources-shown.js';
import { statuses } from './statuses.js';
import { writingOfAnswers } from './writing-of-answers.js';

/**
 * Every lawful variation, in the order in which a target that has several of them applies them: what is done before
 * what is shown, and how that is written last.
 */
export const variations: readonly Variation[] = [
  ...behaviour,
  ...alibabaAttachment,
  ...huaweiAndOtc,
  ...alibaba,
  ...baidu,
  ...listsOfBlocks,
  ...resourcesShown,
  ...statuses,
  ...writingOfAnswers,
];
